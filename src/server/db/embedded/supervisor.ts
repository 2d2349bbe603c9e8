import type { ChildProcess } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { type Account, spawnAs } from './account.ts'
import { SUPERUSER, serverArguments } from './cluster.ts'
import { stopPostgres } from './leftover.ts'
import { complaintSince, openLogFile } from './log-file.ts'
import { EmbeddedDatabaseError, type EmbeddedLog } from './types.ts'

type Postgres = { cluster: string; socketDir: string; binDir: string; logPath: string; account: Account; log: EmbeddedLog }

const FIRST_PAUSE = 100
const LONGEST_PAUSE = 10_000
/** Milliseconds after which a run counts as sound and the next crash is restarted at once. */
const SOUND_RUN = 60_000

/** Runs PostgreSQL, starts it again when it falls, and stops it when asked. Rejects if the first start fails. */
export async function supervise(postgres: Postgres) {
  const { log } = postgres
  const logFile = await openLogFile(postgres.logPath)
  const closing = new AbortController()
  let child = await launchFirst(postgres, logFile.fd).catch(async (error: unknown) => {
    await logFile.close()
    throw error
  })

  const watching = (async () => {
    let pause = FIRST_PAUSE
    for (;;) {
      const began = performance.now()
      const ending = await ended(child)
      if (closing.signal.aborted) return
      if (performance.now() - began > SOUND_RUN) pause = FIRST_PAUSE
      log.error({ ...ending, pid: child.pid, log: postgres.logPath }, 'PostgreSQL ended by itself: starting it again')
      child = await again(pause)
      if (closing.signal.aborted) return
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
  })()

  async function again(pause: number): Promise<ChildProcess> {
    for (let wait = pause; ; wait = Math.min(wait * 2, LONGEST_PAUSE)) {
      await sleep(wait, closing.signal)
      if (closing.signal.aborted) return child
      try {
        const started = await launchReady(postgres, logFile.fd, closing.signal)
        log.info({ pid: started.pid }, 'PostgreSQL is back')
        return started
      } catch (error) {
        if (closing.signal.aborted) return child
        log.error({ err: error }, 'PostgreSQL did not come back yet')
      }
    }
  }

  return {
    pid: () => child.pid ?? 0,
    async close() {
      closing.abort()
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) await stopPostgres(child.pid)
      await watching
      await logFile.close()
    },
  }
}

/** The last backends of a PostgreSQL that was killed take a moment to notice, and hold its memory meanwhile. */
async function launchFirst(postgres: Postgres, logFd: number): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchReady(postgres, logFd)
    } catch (error) {
      if (attempt > 20 || !String(error).includes('pre-existing shared memory block')) throw error
      await sleep(250)
    }
  }
}

async function launchReady(postgres: Postgres, logFd: number, signal?: AbortSignal): Promise<ChildProcess> {
  const { size } = await stat(postgres.logPath)
  const child = spawnAs(postgres.account, [join(postgres.binDir, 'postgres'), ...serverArguments(postgres.cluster, postgres.socketDir)], {
    // a session of its own: Ctrl-C reaches the server alone, which drains and then stops its database
    detached: true,
    stdio: ['ignore', logFd, logFd],
    cwd: postgres.cluster,
  })
  const end = ended(child)
  let gone = false
  void end.then(() => (gone = true))
  while (!(await accepts(postgres.socketDir))) {
    if (signal?.aborted && child.pid !== undefined) await stopPostgres(child.pid)
    if (gone) {
      const { error } = await end
      const why = error?.message ?? (await complaintSince(postgres.logPath, size))
      throw new EmbeddedDatabaseError(`PostgreSQL did not start on ${postgres.cluster}: ${why} (more in ${postgres.logPath})`)
    }
    await Promise.race([sleep(25), end])
  }
  return child
}

type Ending = { code: number | null; signal: NodeJS.Signals | null; error?: Error }

function ended(child: ChildProcess): Promise<Ending> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve({ code: child.exitCode, signal: child.signalCode })
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

async function accepts(socketDir: string): Promise<boolean> {
  const client = new pg.Client({ host: socketDir, port: 5432, user: SUPERUSER, database: 'postgres' })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
