import { createHash } from 'node:crypto'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { type Answer, Batch, IN_FAILED_TRANSACTION, toCells, type Waiting } from './batch.ts'
import type { DB } from './types.ts'

/** What goes over one connection. Statements are sent as they are asked for, in that order, and run one after another. */
export type Line = {
  readonly db: Kysely<DB>
  /** Statements whose answers nobody waits for, since the last look. */
  takeSent(): Promise<unknown>[]
  /** @throws Error when a COMMIT was answered by anything else */
  run(text: string): Promise<void>
}

const lines = new WeakMap<pg.ClientBase, Line>()
const sentOf = new WeakMap<Kysely<DB>, Promise<unknown>[]>()

type Executable = { execute(on: Kysely<DB>): Promise<unknown> }

/**
 * Sends a write of a transaction without waiting for its answer: it travels together with what is asked next, at the latest with the
 * COMMIT. If it fails, so does the transaction: PostgreSQL answers the COMMIT of a failed transaction with ROLLBACK.
 */
export function send(tx: Kysely<DB>, statement: Executable): void {
  const answer = statement.execute(tx)
  // Whoever commits or gives up looks at it; until then it must not count as unhandled.
  answer.catch(() => undefined)
  sentOf.get(tx)?.push(answer)
}

/** The client must be in pipeline mode. */
export async function lineOf(client: pg.ClientBase): Promise<Line> {
  const known = lines.get(client)
  if (known !== undefined) return known
  const db = new Kysely<DB>({ dialect: dialectOf(connectionOf(client)) })
  // From here on everything takes the same number of turns until it is sent, so that nothing overtakes.
  await db.connection().execute(() => Promise.resolve())
  sentOf.set(db, [])
  const line: Line = {
    db,
    takeSent: () => sentOf.get(db)?.splice(0) ?? [],
    run: async (text) => void (await db.executeQuery(CompiledQuery.raw(text))),
  }
  lines.set(client, line)
  return line
}

const ENDS = new Set(['commit', 'rollback'])

function connectionOf(client: pg.ClientBase): DatabaseConnection {
  let failure: unknown
  /** Statements that were on the way behind the one that failed fail as well, and only say that: the reason is that one's. */
  const reasonOf = (text: string, error: unknown): unknown => {
    if (ENDS.has(text)) return error
    const isBehind = error instanceof Error && 'code' in error && error.code === IN_FAILED_TRANSACTION
    failure ??= error
    return isBehind ? failure : error
  }
  return {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
      try {
        const { rows, rowCount } = await ask(client, sql, parameters)
        return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) }
      } catch (error) {
        throw reasonOf(sql, error)
      } finally {
        if (ENDS.has(sql)) failure = undefined
      }
    },
    streamQuery: () => {
      throw new Error('The shop streams no rows')
    },
  }
}

/** Kysely over one connection that somebody else opens and closes. It keeps the order in which it is asked. */
function dialectOf(connection: DatabaseConnection): Dialect {
  const unused = () => Promise.reject(new Error('Transactions are begun and ended by who holds the connection'))
  return {
    createDriver: () => ({
      init: () => Promise.resolve(),
      acquireConnection: () => Promise.resolve(connection),
      releaseConnection: () => Promise.resolve(),
      beginTransaction: unused,
      commitTransaction: unused,
      rollbackTransaction: unused,
      destroy: () => Promise.resolve(),
    }),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

const names = new Map<string, string>()

/** Under its name PostgreSQL plans a statement once per connection. */
function nameOf(text: string): string {
  const known = names.get(text)
  // Filters make a bounded number of texts; the guard is for what nobody thought of.
  if (known !== undefined || names.size >= 500) return known ?? ''
  // What is short names itself, so that a COMMIT can be told from the rest on the wire.
  const name = text.length <= 20 ? text : createHash('sha256').update(text).digest('base64url').slice(0, 20)
  names.set(text, name)
  return name
}

/** PostgreSQL lets a statement of the shop run for 20 s, and answers a packet of several when all are done. Milliseconds. */
const PATIENCE = 60_000
const impatient = new WeakMap<pg.ClientBase, number>()

/** A connection over which only short statements go: it counts as dead when one takes so many milliseconds. */
export const hurry = (client: pg.ClientBase, patience: number): void => void impatient.set(client, patience)

/** Asked and not yet sent. */
const queues = new WeakMap<pg.ClientBase, Waiting[]>()

/** What is asked in one turn of the event loop leaves in one packet, so the database wakes up once for all of it. */
function enqueue(client: pg.ClientBase, waiting: Waiting): void {
  const open = queues.get(client)
  if (open !== undefined) return void open.push(waiting)
  const queue = [waiting]
  queues.set(client, queue)
  process.nextTick(() => {
    queues.delete(client)
    client.query(new Batch(queue, impatient.get(client) ?? PATIENCE))
  })
}

export type QueryAnswer = Pick<pg.QueryResult, 'command' | 'rowCount'> & { readonly rows: readonly unknown[] }

/** One statement, which is prepared. @throws Error when a COMMIT was answered by anything else */
export async function ask(client: pg.ClientBase, text: string, values: readonly unknown[]): Promise<QueryAnswer> {
  try {
    const cells = toCells(values)
    const { tag, rows } = await new Promise<Answer>((resolve, reject) =>
      enqueue(client, { name: nameOf(text), text, cells, resolve, reject }),
    )
    // COMMIT of a failed transaction answers ROLLBACK, without an error.
    if (text === 'commit' && tag !== 'COMMIT')
      throw Object.assign(new Error(`COMMIT was answered by ${tag}`), { code: IN_FAILED_TRANSACTION })
    return { command: tag.split(' ', 1)[0] ?? '', rowCount: Number(tag.slice(tag.lastIndexOf(' ') + 1)) || 0, rows }
  } catch (error) {
    // Where it was asked, not where the answer was read.
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  }
}
