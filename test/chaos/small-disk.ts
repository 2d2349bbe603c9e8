import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SIZE = '400m'

/** Runs `work` with temporary folders on a disk of its own that can be filled, where this process may mount one. */
export async function withSmallDisk(work: () => Promise<void>): Promise<void> {
  const disk = mkdtempSync(join(tmpdir(), 'cakewire-disk-'))
  const before = process.env.TMPDIR
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=1777`, 'tmpfs', disk], { stdio: 'pipe' })
  } catch {
    rmSync(disk, { recursive: true })
    return await work()
  }
  process.env.TMPDIR = disk
  try {
    await work()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    execFileSync('umount', ['-l', disk], { stdio: 'pipe' })
    rmSync(disk, { recursive: true })
  }
}
