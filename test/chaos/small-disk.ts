import { mountSmallDisk } from '../support/small-disk.ts'

/** Megabytes of a new shop, and of the orders of a minute on a fast machine, with a backup of them. */
const SHOP = 400
const MINUTE = 120

/** Runs `work`, which fills one shop for so many minutes, with temporary folders on a disk of its own that can be filled, where this process may mount one. */
export async function withSmallDisk(minutes: number, work: () => Promise<void>): Promise<void> {
  const before = process.env.TMPDIR
  const disk = mountSmallDisk(SHOP + Math.ceil(minutes * MINUTE))
  if (disk === null) return await work()
  process.env.TMPDIR = disk.path
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    disk.close()
  }
}
