import { type SpawnOptions, spawn } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'

/**
 * As whom PostgreSQL runs. It refuses to be root, so a root parent either maps itself to somebody else inside a user namespace
 * (outside it stays root, and its files root's) or hands the child to an unprivileged account.
 */
export type Account = {
  prefix: readonly string[]
  /** The owner that PostgreSQL's files must have. */
  uid: number
  gid: number
  switches: boolean
}

type Ids = { uid: number; gid: number }

/** `clusterHome` is where the cluster is or will be; a cluster that already belongs to an ordinary account stays with it. */
export async function chooseAccount(clusterHome: string, userNamespaces: boolean): Promise<Account> {
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  if (process.platform === 'win32' || self.uid !== 0) return { prefix: [], ...self, switches: false }
  const owner = await stat(clusterHome).catch(() => undefined)
  if (owner !== undefined && owner.uid !== 0) return { prefix: [], uid: owner.uid, gid: owner.gid, switches: true }
  const nobody = await unprivileged()
  const prefix = ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`]
  const asNobody: Account = { prefix, ...self, switches: false }
  if (userNamespaces && process.platform === 'linux' && (await succeeds(asNobody, ['true']))) return asNobody
  return { prefix: [], ...nobody, switches: true }
}

/** initdb wants an account with a name. */
async function unprivileged(): Promise<Ids> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const rows = passwd.split('\n').map((line) => line.split(':'))
  const row = rows.find(([name]) => name === 'nobody') ?? rows.find(([, , uid]) => Number(uid) > 0)
  return { uid: Number(row?.[2] ?? 65534), gid: Number(row?.[3] ?? 65534) }
}

/** Nothing of our own environment: a PGDATA or PGPORT of the user's must not steer this database. */
const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }

export function spawnAs(account: Account, command: readonly string[], options: SpawnOptions) {
  const [program = '', ...rest] = [...account.prefix, ...command]
  const ids = account.switches ? { uid: account.uid, gid: account.gid } : {}
  return spawn(program, rest, { env: ENVIRONMENT, ...ids, ...options })
}

export async function runAs(account: Account, command: readonly string[], cwd = '/'): Promise<{ status: number | null; output: string }> {
  const child = spawnAs(account, command, { stdio: ['ignore', 'pipe', 'pipe'], cwd })
  let output = ''
  child.stdout?.on('data', (chunk) => (output += chunk))
  child.stderr?.on('data', (chunk) => (output += chunk))
  return await new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: null, output: error.message }))
    child.once('close', (status) => resolve({ status, output }))
  })
}

/** Can the account step into this folder, in practice and not by reading mode bits? */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  return await succeeds(account, ['/bin/sh', '-c', 'cd "$1"', 'sh', folder])
}

async function succeeds(account: Account, command: readonly string[]): Promise<boolean> {
  return (await runAs(account, command)).status === 0
}
