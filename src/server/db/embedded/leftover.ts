import { execFile } from 'node:child_process'
import { readFile, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isRunning, waitUntilGone } from './process-identity.ts'
import { EmbeddedDatabaseError, type EmbeddedLog } from './types.ts'

/**
 * A Cakewire that was killed leaves its PostgreSQL running. Stops it, after making sure that it serves this very cluster, so that the
 * new one starts with today's settings. Call it with DATA_DIR locked: then no living Cakewire needs it.
 */
export async function stopLeftover(cluster: string, log: EmbeddedLog): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1) return
  if ((await isRunning(pid)) && (await serves(pid, cluster))) {
    log.warn({ pid }, 'the PostgreSQL of an earlier run still serves this DATA_DIR: stopping it')
    await stopPostgres(pid)
    return
  }
  if (await answers(join(lines[4] ?? '', `.s.PGSQL.${lines[3]}`))) {
    throw new EmbeddedDatabaseError(`A PostgreSQL that cannot be seen from here (another container?) serves ${cluster}. Stop it first.`)
  }
  // nobody serves the cluster; the pid, if it lives, belongs to some other program, and PostgreSQL would stumble over it
  await rm(file, { force: true })
}

/** Fast shutdown, then harder. Resolves when the process is gone. */
export async function stopPostgres(pid: number): Promise<void> {
  const steps = [
    ['SIGINT', 30_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const
  for (const [signal, patience] of steps) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await waitUntilGone(pid, patience)) return
  }
}

/** A postmaster's working folder is its cluster. */
async function serves(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const [theirs, ours] = await Promise.all([stat(`/proc/${pid}/cwd`).catch(() => undefined), stat(cluster)])
    return theirs?.ino === ours.ino && theirs.dev === ours.dev
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.includes('postgres') && stdout.includes(cluster)
}

async function answers(socketPath: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(socketPath)
    socket.once('connect', () => socket.destroy(resolve(true) as undefined))
    socket.once('error', () => resolve(false))
  })
}
