import { isIP } from 'node:net'
import { resolve } from 'node:path'
import * as z from 'zod'
import { Email, Password } from '../contract/account.ts'

export type Config = {
  port: number
  host: string
  /** Absolute. */
  dataDir: string
  databaseUrl?: string
  /** What several nodes share besides the database: limits, and a second way to be woken. */
  redisUrl?: string
  /** Scheme, host and port; no slash at the end. */
  publicUrl?: string
  admin?: { email: string; password: string }
  /** Undefined: the demo shop when the embedded database is empty, else none. */
  demo: '0' | '1' | 'public' | undefined
  /** Where the other nodes reach this one; guessed when it is not said. */
  nodeUrl?: string
  /** Whoever presents it may read the metrics; without one nobody may. */
  metricsToken?: string
  /** How long a node that was told to stop goes on serving while its readiness is red already. */
  drainSeconds: number
  logLevel: (typeof LOG_LEVELS)[number]
  /** How many sockets and streams may be open at once, per node. */
  sockets: { perAddress: number; perSession: number }
}

/** Every problem at once, each beginning with the variable's name. Values are not repeated: they may be secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(`Cakewire cannot start with this configuration:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
const HOST_NAME = /^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/i

const isHost = (text: string) => isIP(text) > 0 || (HOST_NAME.test(text) && !/^[\d.]+$/.test(text))
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535
const isSeconds = (text: string) => /^\d{1,3}$/.test(text) && Number(text) <= 300
const isUrlOf = (schemes: readonly string[]) => (text: string) => {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return url.hostname !== '' && schemes.includes(url.protocol)
}
const isOrigin = (text: string) => isUrlOf(['http:', 'https:'])(text) && `${new URL(text).origin}/` === new URL(text).href
const isNodeUrl = (text: string) => isOrigin(text) && text.startsWith('http:')
/** A PostgreSQL address may leave out the host: then the socket's folder stands in the query. */
const isDatabase = (text: string) =>
  /^postgres(ql)?:\/\//.test(text) && URL.canParse(text.replace(/^postgres(ql)?:\/\/\//, 'postgres://socket/'))

const count = z
  .string()
  .regex(/^[1-9]\d{0,6}$/, 'must be a whole number from 1 to 9999999')
  .transform(Number)

const Environment = z.object({
  PORT: z.string().refine(isPort, 'must be a port number from 0 (any free one) to 65535').transform(Number).default(5001),
  HOST: z.string().refine(isHost, 'must be an IP address or a host name, without scheme or port').default('127.0.0.1'),
  DATA_DIR: z
    .string()
    .refine((path) => !path.includes('\0'), 'must be a folder')
    .default('./data'),
  DATABASE_URL: z.string().refine(isDatabase, 'must look like postgres://user:password@host:5432/database').optional(),
  REDIS_URL: z
    .string()
    .refine(isUrlOf(['redis:', 'rediss:']), 'must look like redis://host:6379')
    .optional(),
  PUBLIC_URL: z.string().refine(isOrigin, 'must be http:// or https:// with a host, an optional port and nothing behind it').optional(),
  ADMIN_EMAIL: Email.optional(),
  ADMIN_PASSWORD: Password.optional(),
  DEMO: z.enum(['0', '1', 'public'], 'must be 0, 1 or public').optional(),
  NODE_URL: z.string().refine(isNodeUrl, 'must look like http://node1:5001').optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  DRAIN_SECONDS: z.string().refine(isSeconds, 'must be a whole number from 0 to 300').transform(Number).default(0),
  SOCKETS_PER_ADDRESS: count.default(200),
  SOCKETS_PER_SESSION: count.default(50),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
})

/** Pure. Throws ConfigError. An empty value counts as unset, as compose files write it; relative folders start at `cwd`. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, cwd: string): Config {
  const given = Object.fromEntries(
    Object.keys(Environment.shape).flatMap((name) => (env[name]?.trim() ? [[name, secretOrTrimmed(name, env[name])]] : [])),
  )
  const parsed = Environment.safeParse(given)
  const problems = [...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`), ...halfAdmin(given)]
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems)
  const {
    PORT,
    HOST,
    DATA_DIR,
    DATABASE_URL,
    REDIS_URL,
    PUBLIC_URL,
    ADMIN_EMAIL,
    ADMIN_PASSWORD,
    DEMO,
    DRAIN_SECONDS,
    METRICS_TOKEN,
    NODE_URL,
    LOG_LEVEL,
    SOCKETS_PER_ADDRESS,
    SOCKETS_PER_SESSION,
  } = parsed.data
  return {
    port: PORT,
    host: HOST,
    dataDir: resolve(cwd, DATA_DIR),
    ...(DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
    ...(REDIS_URL !== undefined && { redisUrl: REDIS_URL }),
    ...(PUBLIC_URL !== undefined && { publicUrl: new URL(PUBLIC_URL).origin }),
    ...(ADMIN_EMAIL !== undefined && ADMIN_PASSWORD !== undefined && { admin: { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } }),
    demo: DEMO,
    drainSeconds: DRAIN_SECONDS,
    ...(NODE_URL !== undefined && { nodeUrl: new URL(NODE_URL).origin }),
    ...(METRICS_TOKEN !== undefined && { metricsToken: METRICS_TOKEN }),
    logLevel: LOG_LEVEL,
    sockets: { perAddress: SOCKETS_PER_ADDRESS, perSession: SOCKETS_PER_SESSION },
  }
}

/** The configuration of this process. The only place that reads its environment. */
export function processConfig(): Config {
  return readConfig(process.env, process.cwd())
}

/** A password may begin or end with a space. */
function secretOrTrimmed(name: string, value: string): string {
  return name === 'ADMIN_PASSWORD' ? value : value.trim()
}

function halfAdmin(given: Record<string, string>): string[] {
  if (given.ADMIN_EMAIL && !given.ADMIN_PASSWORD) return ['ADMIN_PASSWORD must be given with ADMIN_EMAIL']
  if (given.ADMIN_PASSWORD && !given.ADMIN_EMAIL) return ['ADMIN_EMAIL must be given with ADMIN_PASSWORD']
  return []
}
