import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type SmallDisk = { readonly path: string; close(): void }

const NAME = 'cakewire-disk-'

/** Whether it lies on such a disk, which may be filled. */
export const isOnSmallDisk = (folder: string): boolean => folder.includes(`/${NAME}`)

/** A disk of its own, in memory, that can be filled; null where this process may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), NAME))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=1777`, 'tmpfs', path], { stdio: 'pipe' })
  } catch {
    rmSync(path, { recursive: true })
    return null
  }
  const close = () => {
    execFileSync('umount', ['-l', path], { stdio: 'pipe' })
    rmSync(path, { recursive: true })
  }
  return { path, close }
}

/** Writes a file there until nothing more fits. Who removes it makes room again. */
export function fillDisk(folder: string): string {
  const file = join(folder, 'ballast')
  const { bavail, bsize } = statfsSync(folder)
  const piece = Buffer.alloc(1024 * 1024)
  try {
    for (let left = bavail * bsize; left > -2 * piece.length; left -= piece.length) writeFileSync(file, piece, { flag: 'a' })
  } catch {
    // full
  }
  return file
}
