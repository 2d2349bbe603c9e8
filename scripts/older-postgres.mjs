import { spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { run, StepFailed, step } from './steps.mjs'

/** The oldest PostgreSQL that the shop supports, from Debian's package or PostgreSQL's own. */
const BIN = '/usr/lib/postgresql/15/bin'

/** Finds PostgreSQL 15, or brings it where that is possible. Resolves to whether it is there. */
export async function ensureOlderPostgres() {
  if (!existsSync(join(BIN, 'initdb')) && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await step('Installing PostgreSQL 15 for the tests (once)', fromPackages)
  }
  return existsSync(join(BIN, 'initdb'))
}

/** Debian makes and starts a cluster with the package unless it is told not to, and this machine did not ask for one. */
async function fromPackages() {
  const folder = '/etc/postgresql-common/createcluster.d'
  const note = join(folder, 'cakewire-tests.conf')
  mkdirSync(folder, { recursive: true })
  writeFileSync(note, 'create_main_cluster = false\n')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run(['apt-get', 'update'], { env })
  await run(['apt-get', 'install', '-y', '--no-install-recommends', 'postgresql-15'], { env })
  rmSync(note)
}

/**
 * A PostgreSQL 15 of the tests' own, in a temporary folder and on a socket there that nobody else may enter.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startOlderPostgres() {
  const home = mkdtempSync(join(tmpdir(), 'cakewire-pg15-'))
  const account = accountFor(home)
  const cluster = join(home, 'cluster')
  const made = await run([join(BIN, 'initdb'), '-D', cluster, '-U', 'tester', '--auth=trust', '--encoding=UTF8', '--locale=C'], account)
  if (made.code !== 0) throw new StepFailed(`PostgreSQL 15 could not make a database: ${made.output.trim()}`)
  const settings = ['listen_addresses=', `unix_socket_directories=${home}`, 'fsync=off', 'max_connections=60', 'timezone=UTC']
  const postgres = spawn(join(BIN, 'postgres'), ['-D', cluster, ...settings.flatMap((one) => ['-c', one])], {
    ...account,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  postgres.stderr.on('data', (chunk) => (said = `${said}${chunk}`.slice(-4000)))
  const ended = new Promise((resolve) => postgres.once('close', resolve))
  const leave = () => {
    postgres.kill('SIGQUIT')
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  process.once('exit', leave)
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.once(signal, () => process.exit(1))
  const url = `postgres://tester@localhost/postgres?host=${encodeURIComponent(home)}`
  while (!(await answers(url))) {
    if (postgres.exitCode !== null) throw new StepFailed(`PostgreSQL 15 did not start: ${said.trim()}`)
    await wait(50)
  }
  const close = async () => {
    // fast shutdown
    postgres.kill('SIGINT')
    await ended
    process.off('exit', leave)
    rmSync(home, { recursive: true, force: true })
  }
  return { url, close }
}

/**
 * PostgreSQL refuses to be root.
 * @param {string} home handed to the account
 */
function accountFor(home) {
  if (process.getuid?.() !== 0) return { cwd: home }
  const nobody = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody')
  const [uid, gid] = [Number(nobody?.[2] ?? 65534), Number(nobody?.[3] ?? 65534)]
  chownSync(home, uid, gid)
  return { uid, gid, cwd: home }
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
