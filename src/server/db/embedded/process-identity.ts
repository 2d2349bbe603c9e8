import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/**
 * When a process began, in whatever words the system has for it: the same pid with another answer is another process.
 * Undefined when there is no such process (a zombie counts as none).
 */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
    // the second field is the program's name in brackets and may itself hold spaces and brackets
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
    return `${boot.trim()}:${fields[19] ?? ''}`
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.trim() || undefined
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await startOf(pid)) !== undefined
}

/** Waits until the process is gone; false when it is still there after `patience` milliseconds. */
export async function waitUntilGone(pid: number, patience: number): Promise<boolean> {
  const end = performance.now() + patience
  while (await isRunning(pid)) {
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return true
}
