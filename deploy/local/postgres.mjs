import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { humbleAccount, startProgram, untilUp } from './processes.mjs'

/**
 * @typedef {{
 *   url: string
 *   pid(): number
 *   end(signal?: NodeJS.Signals): Promise<void>
 *   start(): Promise<void>
 *   close(): Promise<void>
 * }} Postgres `end`: SIGINT is a fast shutdown, SIGQUIT or SIGKILL a crash; `start` goes on with the same data
 */

/** Where Debian puts its versions. */
const HOME = '/usr/lib/postgresql'
const OLDEST = 15

/** The programs of the oldest PostgreSQL here that a shop can use; undefined: there is none. */
export function findPostgres() {
  const versions = existsSync(HOME) ? readdirSync(HOME).map(Number) : []
  return versions
    .filter((version) => version >= OLDEST)
    .sort((a, b) => a - b)
    .map((version) => join(HOME, String(version), 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')))
}

/**
 * A PostgreSQL of its own in a temporary folder, on a socket there that nobody else may enter. The user `tester` may do everything.
 * @param {{ bin?: string | undefined, settings?: string[] }} [options]
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ bin = findPostgres(), settings = ['fsync=off'] } = {}) {
  if (bin === undefined) throw new Error(`PostgreSQL ${OLDEST} or newer is not installed: apt-get install postgresql-15`)
  const home = mkdtempSync(join(tmpdir(), 'cakewire-pg-'))
  const account = { cwd: home, ...humbleAccount(home) }
  const cluster = join(home, 'cluster')
  execFileSync(join(bin, 'initdb'), ['-D', cluster, '-U', 'tester', '--auth=trust', '--encoding=UTF8', '--locale=C'], {
    ...account,
    stdio: 'pipe',
  })
  const all = ['listen_addresses=', `unix_socket_directories=${home}`, 'max_connections=100', 'timezone=UTC', ...settings]
  const url = `postgres://tester@localhost/postgres?host=${encodeURIComponent(home)}`
  /** @returns {Promise<import('./processes.mjs').Child>} */
  const launch = async (tries = 50) => {
    const child = startProgram([join(bin, 'postgres'), '-D', cluster, ...all.flatMap((one) => ['-c', one])], account)
    try {
      await untilUp('PostgreSQL', child, () => answers(url))
      return child
    } catch (error) {
      // After a kill its children hold the old memory for a moment.
      if (tries === 0 || !child.output().includes('still in use')) throw error
      await wait(100)
      return launch(tries - 1)
    }
  }
  let child = await launch()
  const end = async (/** @type {NodeJS.Signals} */ signal = 'SIGINT') => void (await child.end(signal))
  return {
    url,
    pid: () => child.pid,
    end,
    start: async () => {
      child = await launch()
    },
    close: async () => {
      await end()
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** @param {string} url */
async function answers(url) {
  // Only now: this file is loaded before anything is installed.
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
