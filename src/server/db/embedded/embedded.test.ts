import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { isRunning } from './process-identity.ts'
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from './start-embedded.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const asRoot = process.getuid?.() === 0
const cleanUps: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cakewire test-'))
  await chmod(dir, 0o755)
  cleanUps.push(() => rm(dir, { recursive: true, force: true }))
  return dir
}

async function start(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ dataDir, log: quiet, progress: () => undefined, ...options })
  cleanUps.push(() => database.close())
  return database
}

async function query(database: EmbeddedDatabase, sql: string): Promise<unknown[][]> {
  const client = new pg.Client(database.connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

async function turnBytes(file: string, at: number): Promise<void> {
  const bytes = await readFile(file)
  for (let i = at; i < at + 4; i++) bytes[i] = 255 - (bytes[i] ?? 0)
  await writeFile(file, bytes)
}

/** A server of its own process that holds the database of `dataDir`; resolves once it is up. */
async function otherProcess(dataDir: string) {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('./start-embedded.ts', import.meta.url).href)}
    const log = { info() {}, warn() {}, error() {} }
    const database = await startEmbedded({ dataDir: process.argv[1], log, progress() {} })
    console.log('up ' + database.pid())
    process.stdin.on('end', () => process.exit()).resume()`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  cleanUps.push(async () => {
    child.kill('SIGKILL')
  })
  const [line] = await once(child.stdout, 'data')
  return { child, postgres: Number(/up (\d+)/.exec(String(line))?.[1]) }
}

describe('a shop that keeps its own database', () => {
  test('makes a durable UTF-8 database that listens on no port', async () => {
    const database = await start(join(await folder(), 'data'))
    expect(
      await query(
        database,
        `select current_setting('server_encoding'), current_setting('data_checksums'), current_setting('fsync'), current_setting('listen_addresses'),
         current_setting('is_superuser'), datlocprovider, current_database() from pg_database where datname = current_database()`,
      ),
    ).toEqual([['UTF8', 'on', 'on', '', 'on', 'i', 'cakewire']])
    expect((await stat(database.connection.host)).mode & 0o777).toBe(0o700)
    expect(existsSync(join(database.binDir, 'initdb'))).toBe(true)
  })

  test('keeps its rows over a stop, and leaves no process and no lock behind', async () => {
    const dataDir = join(await folder(), 'data')
    const first = await start(dataDir)
    await query(first, `create table cake as select 'truffle' as name`)
    const pid = first.pid()
    await first.close()
    expect(await isRunning(pid)).toBe(false)
    expect(existsSync(join(dataDir, 'server.lock'))).toBe(false)
    expect(await query(await start(dataDir), 'select name from cake')).toEqual([['truffle']])
  })

  test('works where the path is longer than a socket may be, has spaces, commas and quotes', async () => {
    const dataDir = join(await folder(), `asha's "best", cakes ${'ç'.repeat(60)}`, 'data')
    const database = await start(dataDir)
    expect(await query(database, 'select 1')).toEqual([[1]])
    await database.close()
    expect(existsSync(database.connection.host)).toBe(false)
  })

  test('takes commas, quotes and spaces in a path that is short enough for its socket', async () => {
    const dataDir = join(await folder(), `a "b", c's`)
    const database = await start(dataDir)
    expect(database.connection.host.startsWith(await realpath(dataDir))).toBe(true)
    expect(await query(database, 'select 1')).toEqual([[1]])
  })

  test('[F16] refuses a second server on one DATA_DIR and names the pid of the first', async () => {
    const dataDir = join(await folder(), 'data')
    const { child, postgres } = await otherProcess(dataDir)
    for (let attempt = 0; attempt < 50; attempt += 1) {
      await expect(startEmbedded({ dataDir, log: quiet, progress: () => undefined })).rejects.toThrow(`Another Cakewire (pid ${child.pid})`)
    }
    expect(await isRunning(postgres)).toBe(true)
    child.stdin.end()
    await once(child, 'exit')
    await start(dataDir)
  })

  test('[F16] of several that start in the same moment exactly one wins', async () => {
    const dataDir = join(await folder(), 'data')
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => start(dataDir)))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of tries) if (one.status === 'rejected') expect(String(one.reason)).toContain(`pid ${process.pid}`)
  })

  test('starts in spite of a lock whose pid has gone to another process', async () => {
    const dataDir = join(await folder(), 'data')
    await mkdir(dataDir)
    await writeFile(join(dataDir, 'server.lock'), `${process.ppid}\nanother-boot:12345\n`)
    await start(dataDir)
    expect(await readFile(join(dataDir, 'server.lock'), 'utf8')).toMatch(new RegExp(`^${process.pid}\n`))
  })

  test('[F01] after kill -9 of the server its PostgreSQL is found, stopped and started anew with every committed row', async () => {
    const dataDir = join(await folder(), 'data')
    const { child, postgres } = await otherProcess(dataDir)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await isRunning(postgres)).toBe(true)
    const warn = vi.fn()
    const database = await start(dataDir, { log: { ...quiet, warn } })
    expect(await isRunning(postgres)).toBe(false)
    expect(warn).toHaveBeenCalledWith({ pid: postgres }, expect.stringContaining('earlier run'))
    expect(await query(database, 'select 1')).toEqual([[1]])
  })

  test('[F01] starts after server and PostgreSQL were both killed, though the pid in PostgreSQL’s own lock lives on as another process', async () => {
    const dataDir = join(await folder(), 'data')
    const { child, postgres } = await otherProcess(dataDir)
    child.kill('SIGKILL')
    process.kill(postgres, 'SIGKILL')
    await once(child, 'exit')
    const lock = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
    await writeFile(lock, (await readFile(lock, 'utf8')).replace(/^\d+/, String(process.ppid)))
    expect(await query(await start(dataDir), 'select 1')).toEqual([[1]])
    expect(await isRunning(process.ppid)).toBe(true)
  })

  test('[F02] starts PostgreSQL again when it falls, and says so', async () => {
    const error = vi.fn()
    const database = await start(join(await folder(), 'data'), { log: { ...quiet, error } })
    await query(database, `create table cake as select 'truffle' as name`)
    const before = database.pid()
    process.kill(before, 'SIGKILL')
    await vi.waitUntil(() => database.pid() !== before, { timeout: 20_000 })
    expect(await query(database, 'select name from cake')).toEqual([['truffle']])
    expect(error).toHaveBeenCalledWith(
      expect.objectContaining({ pid: before, signal: 'SIGKILL' }),
      expect.stringContaining('ended by itself'),
    )
  })

  test('[F15] says what PostgreSQL said when the cluster is damaged', async () => {
    const dataDir = join(await folder(), 'data')
    await (await start(dataDir)).close()
    await rm(join(dataDir, 'postgres', 'cluster', 'global', 'pg_control'))
    await expect(startEmbedded({ dataDir, log: quiet, progress: () => undefined })).rejects.toThrow(
      /did not start.*could not open file .*pg_control/,
    )
  })

  test('[F15] bytes that turned on the disk are noticed and nobody is told wrong things; a copy from before opens with every row', async () => {
    const dataDir = join(await folder(), 'data')
    const [cluster, copy] = [join(dataDir, 'postgres', 'cluster'), join(dataDir, 'copy')]
    const first = await start(dataDir)
    await query(first, `create table cake as select 'truffle' as name`)
    const [[file]] = (await query(first, `select pg_relation_filepath('cake')`)) as [[string]]
    await first.close()
    // With owners and modes: PostgreSQL insists.
    const move = (from: string, to: string) => execFileSync('cp', ['-a', `${from}/.`, to])
    await mkdir(copy)
    move(cluster, copy)

    await turnBytes(join(cluster, 'global', 'pg_control'), 40)
    await expect(startEmbedded({ dataDir, log: quiet, progress: () => undefined })).rejects.toThrow(/did not start.*control file/)
    move(copy, cluster)
    await turnBytes(join(cluster, file), 8180)
    const damaged = await start(dataDir)
    await expect(query(damaged, 'select name from cake')).rejects.toThrow(/invalid page/)
    await damaged.close()
    move(copy, cluster)
    expect(await query(await start(dataDir), 'select name from cake')).toEqual([['truffle']])
  })

  test('leaves no half of a database when its creation was cut short', async () => {
    const dataDir = join(await folder(), 'data')
    await mkdir(join(dataDir, 'postgres', 'cluster.new', 'base'), { recursive: true })
    expect(await query(await start(dataDir), 'select 1')).toEqual([[1]])
  })
})

describe.runIf(asRoot)('started by root', () => {
  test('runs as somebody else', async () => {
    const database = await start(join(await folder(), 'data'))
    const inside = execFileSync('ps', ['-o', 'comm=', '-p', String(database.pid())], { encoding: 'utf8' })
    expect(inside.trim()).toBe('postgres')
  })

  test('hands its database to an unprivileged account where user namespaces are forbidden', async () => {
    const dataDir = join(await folder(), 'data')
    const database = await start(dataDir, { userNamespaces: false })
    expect(await query(database, 'select 1')).toEqual([[1]])
    expect((await stat(join(dataDir, 'postgres', 'cluster'))).uid).not.toBe(0)
    await database.close()
    expect(await query(await start(dataDir), 'select 1')).toEqual([[1]])
  })

  test('works below a folder that only root may enter, with and without user namespaces', async () => {
    for (const userNamespaces of [true, false]) {
      const home = await folder()
      await chmod(home, 0o700)
      const dataDir = join(home, 'data')
      const database = await start(dataDir, { userNamespaces })
      await query(database, `create table cake as select 'truffle' as name`)
      await database.close()
      const again = await start(dataDir, { userNamespaces })
      expect(await query(again, 'select name from cake')).toEqual([['truffle']])
      await again.close()
      const place = await realpath(join(dataDir, 'postgres'))
      cleanUps.push(() => rm(place, { recursive: true, force: true }))
    }
  })

  test('works in a folder of another account that keeps root’s namespace out', async () => {
    const home = await folder()
    await chown(home, 4321, 4321)
    await chmod(home, 0o700)
    const database = await start(join(home, 'data'))
    expect(await query(database, 'select 1')).toEqual([[1]])
    const place = await realpath(join(home, 'data', 'postgres'))
    cleanUps.push(() => rm(place, { recursive: true, force: true }))
  })
})
