import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, cp, lchown, lstat, mkdir, mkdtemp, readdir, readlink, realpath, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, canEnter, runAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import { EmbeddedDatabaseError } from './types.ts'

/** Where things must go that an unprivileged account cannot reach inside a private DATA_DIR or checkout. */
const REACHABLE = '/var/lib/cakewire'

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)

const parentIsRoot = () => process.getuid?.() === 0

/** The folder of cluster, socket and log: `DATA_DIR/postgres`, or a link of that name to a place that the account can reach. */
export async function preparePlace(dataDir: string, account: Account): Promise<string> {
  const wanted = join(dataDir, 'postgres')
  const there = await lstat(wanted).catch(() => undefined)
  if (there?.isSymbolicLink() && !existsSync(wanted)) {
    throw new EmbeddedDatabaseError(`The database of DATA_DIR ${dataDir} is kept in ${await readlink(wanted)}, and that is missing.`)
  }
  if (parentIsRoot() && !there?.isSymbolicLink() && !(await canEnter(account, dataDir))) {
    if (there !== undefined) throw unreachable(wanted)
    await mkdir(REACHABLE, { recursive: true, mode: 0o755 })
    await symlink(await mkdtemp(join(REACHABLE, 'data-')), wanted)
  }
  await mkdir(wanted, { recursive: true, mode: 0o700 })
  const place = await realpath(wanted)
  await giveTo(account, place)
  return place
}

function unreachable(place: string): EmbeddedDatabaseError {
  return new EmbeddedDatabaseError(
    `The database in ${place} cannot be reached by the account that PostgreSQL must run as (it never runs as root). Move DATA_DIR to a folder that others may enter.`,
  )
}

/** Root may have made the files under another account than today's. */
async function giveTo(account: Account, place: string): Promise<void> {
  const { uid } = await lstat(place)
  if (uid === account.uid || process.platform === 'win32') return
  if (!parentIsRoot())
    throw new EmbeddedDatabaseError(`The database in ${place} belongs to another account (uid ${uid}); start as that one.`)
  for (const entry of await readdir(place, { recursive: true })) await lchown(join(place, entry), account.uid, account.gid)
  await lchown(place, account.uid, account.gid)
}

/** The programs where the account can run them: where npm put them, or a copy. */
export async function reachableBin(binaries: Binaries, account: Account): Promise<string> {
  const postgres = join(binaries.binDir, 'postgres')
  const tried = await runAs(account, [postgres, '--version'])
  if (tried.status === 0) return binaries.binDir
  if (!parentIsRoot() || (await canEnter(account, binaries.binDir))) {
    throw new EmbeddedDatabaseError(`PostgreSQL does not run here: ${tried.output.trim()}. Set DATABASE_URL to use a server of your own.`)
  }
  const copy = join(REACHABLE, `postgresql-${binaries.version}`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    await cp(binaries.nativeDir, draft, { recursive: true, verbatimSymlinks: true })
    await chmod(draft, 0o755)
    await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  }
  return join(copy, 'bin')
}

/** A unix socket's path may have 103 bytes on some systems, 107 on others; `/.s.PGSQL.5432.lock` comes on top. */
const LONGEST_SOCKET_DIR = 103 - '/.s.PGSQL.5432'.length

/** A fresh folder inside the place when its path is short enough; otherwise beside it, in a folder that only the account may enter. */
export async function prepareSocketDir(place: string, account: Account): Promise<string> {
  const inside = join(place, 'run')
  const short = [tmpdir(), '/tmp'].map((base) => join(base, `cakewire-${shortHash(place)}`)).find(fits) ?? inside
  const dir = fits(inside) ? inside : short
  const found = await lstat(dir).catch(() => undefined)
  if (found !== undefined && found.uid !== account.uid && found.uid !== process.getuid?.()) {
    throw new EmbeddedDatabaseError(`The folder ${dir} for the database's socket belongs to somebody else; remove it and start again.`)
  }
  // a PostgreSQL that was killed leaves its socket and a lock behind, and nobody serves the cluster now
  await rm(dir, { recursive: true, force: true })
  await mkdir(dir, { mode: 0o700 })
  if (parentIsRoot()) await lchown(dir, account.uid, account.gid)
  return dir
}

function fits(dir: string): boolean {
  return Buffer.byteLength(dir) <= LONGEST_SOCKET_DIR && dirname(dir) !== dir
}
