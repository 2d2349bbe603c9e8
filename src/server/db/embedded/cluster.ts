import { existsSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, runAs } from './account.ts'
import { EmbeddedDatabaseError } from './types.ts'

export const SUPERUSER = 'cakewire'

/** Makes the cluster if there is none, under another name first, so that a start cut short leaves no half of one. Resolves to its folder. */
export async function prepareCluster(place: string, binDir: string, account: Account, progress: (line: string) => void): Promise<string> {
  const cluster = join(place, 'cluster')
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    await refuseOtherVersion(cluster, binDir, account)
    return cluster
  }
  progress('Creating the database')
  const draft = join(place, 'cluster.new')
  await rm(draft, { recursive: true, force: true })
  const made = await runAs(account, [join(binDir, 'initdb'), '-D', draft, ...INITDB], place)
  if (made.status !== 0) throw new EmbeddedDatabaseError(`The database could not be created in ${place}: ${lastLine(made.output)}`)
  await rename(draft, cluster)
  return cluster
}

const INITDB = [
  `--username=${SUPERUSER}`,
  // the socket's folder, which only the owner may enter, is the lock
  '--auth=trust',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=en',
  '--data-checksums',
  '--no-instructions',
]

async function refuseOtherVersion(cluster: string, binDir: string, account: Account): Promise<void> {
  const theirs = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  const ours = (await runAs(account, [join(binDir, 'postgres'), '--version'])).output.match(/\) (\d+)/)?.[1]
  if (theirs === ours) return
  throw new EmbeddedDatabaseError(`The database in ${cluster} was made by PostgreSQL ${theirs}, and this Cakewire brings ${ours}.`)
}

/** The folder's share of `postgres` arguments. No TCP; durable; small enough for a small machine. */
export function serverArguments(cluster: string, socketDir: string): string[] {
  const settings: Record<string, string> = {
    listen_addresses: '',
    unix_socket_directories: `"${socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    port: '5432',
    max_connections: '100',
    shared_buffers: '64MB',
    // containers often give /dev/shm 64 MB, and a shop's queries are small
    max_parallel_workers_per_gather: '0',
    io_method: 'sync',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    idle_in_transaction_session_timeout: '60s',
    max_wal_size: '512MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    cluster_name: 'cakewire',
  }
  return ['-D', cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
