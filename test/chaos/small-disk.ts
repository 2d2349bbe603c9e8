import { mountSmallDisk } from '../support/small-disk.ts'

const MEGABYTES = 400

/** Runs `work` with temporary folders on a disk of its own that can be filled, where this process may mount one. */
export async function withSmallDisk(work: () => Promise<void>): Promise<void> {
  const before = process.env.TMPDIR
  const disk = mountSmallDisk(MEGABYTES)
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
