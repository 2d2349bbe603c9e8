import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { refuse } from '../refusal.ts'
import { ACCESS_CHANGED, listen, type Proof, writeNews } from './append.sql.ts'
import { ask, type Line, lineOf, send } from './pipeline.ts'
import type { DB } from './types.ts'

export type Tx = Transaction<DB>
export type Queryable = Kysely<DB> | Tx

// bigint (paise, n, seq) fits a JavaScript number everywhere in the shop.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => new Date(text))

/** As `pg` takes it: a connection string, or host (a folder: unix socket), port, user, database. */
export type Connection = string | { host: string; port: number; user: string; database: string }

export type Database = {
  /** For single statements. */
  readonly read: Kysely<DB>
  /**
   * Runs `work` in a READ COMMITTED transaction, again when the database asks for it (serialisation, deadlock, lock
   * timeout): `work` must have no effects outside. Its feed entries are stamped with the COMMIT.
   * @param proof of who does it: the transaction commits only if that is still so
   * @throws Refusal `outcome.unknown` when the connection was lost in COMMIT
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, proof?: Proof): Promise<T>
  /** Calls `run` after each of this node's own commits. */
  onCommit(run: () => void): void
  /** Opens one REPEATABLE READ READ ONLY transaction: everything read through it is one committed state. */
  snapshot(): Promise<Snapshot>
  readonly pool: { readonly total: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

export type Snapshot = { readonly read: Tx; close(): Promise<void> }

const ROLE = 'cakewire_app'
const AGAIN = new Set(['40001', '40P01', '55P03', ACCESS_CHANGED])
const TRIES = 6

export const clientConfig = (connection: Connection): pg.ClientConfig =>
  typeof connection === 'string' ? { connectionString: connection } : { ...connection }

/** As the shop's own role, which cannot write the feed's log. */
export const shopConfig = (connection: Connection): pg.ClientConfig => ({
  ...clientConfig(connection),
  // On the embedded socket as that role itself; on another server its user steps down to it.
  ...(typeof connection === 'string' ? {} : { user: ROLE }),
  // Statements go out without waiting for the answers of those before: see pipeline.ts.
  pipeline: true,
  // Statements are prepared once a connection; without the last setting the larger ones would be planned anew each time.
  options: `-c role=${ROLE} -c idle_in_transaction_session_timeout=15s -c statement_timeout=20s -c lock_timeout=5s -c timezone=UTC -c plan_cache_mode=force_generic_plan`,
  connectionTimeoutMillis: 5000,
  application_name: 'cakewire',
})

/** Connects as the shop's own role. */
export function openDatabase(connection: Connection, onError: (error: Error) => void, max = 12): Database {
  const pool = new pg.Pool({ ...shopConfig(connection), max })
  const committed: (() => void)[] = []
  let closing = false
  const tell = (error: Error) => {
    if (!closing) onError(error)
  }
  // Each client tells it itself, also while it is checked out; the pool would tell it again, with the whole client.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', tell))
  const read = new Kysely<DB>({ dialect: new PostgresDialect({ pool: asking(pool) }) })

  /** What is done stays done, whatever becomes of those who are told. */
  const afterCommit = () => {
    for (const run of committed) {
      try {
        run()
      } catch (error) {
        tell(error instanceof Error ? error : new Error(String(error)))
      }
    }
  }

  const once = async <T>(work: (tx: Tx) => Promise<T>, proof: Proof | undefined): Promise<T> => {
    const client = await pool.connect()
    const line = await lineOf(client)
    try {
      const tx = line.db as Tx
      listen(tx)
      send(tx, sql`begin`)
      const result = await work(tx)
      writeNews(tx, proof)
      await commit(line)
      return result
    } catch (error) {
      const first = await firstFailure(line.takeSent())
      await line.run('rollback').catch(() => undefined)
      // Once a statement has failed, those behind it say no more than that.
      throw first ?? error
    } finally {
      client.release()
    }
  }

  return {
    read,
    async transaction(work, given) {
      let proof = given
      for (let tries = 1; ; tries++) {
        try {
          const result = await once(work, proof)
          afterCommit()
          return result
        } catch (error) {
          if (tries >= TRIES || !AGAIN.has(codeOf(error))) throw error
          if (codeOf(error) === ACCESS_CHANGED) proof = await proof?.again()
          else await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * tries))
        }
      }
    },
    onCommit: (run) => void committed.push(run),
    async snapshot() {
      const client = await pool.connect()
      const line = await lineOf(client)
      send(line.db, sql`start transaction isolation level repeatable read read only`)
      return {
        read: line.db as Tx,
        // It wrote nothing, and a failed one cannot commit.
        close: async () => {
          void firstFailure(line.takeSent())
          await line.run('rollback').finally(() => client.release())
        },
      }
    },
    pool: {
      get total() {
        return pool.totalCount
      },
      get idle() {
        return pool.idleCount
      },
      get waiting() {
        return pool.waitingCount
      },
    },
    close: () => {
      closing = true
      return read.destroy()
    },
  }
}

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Also the name of the constraint that an insert or update met. */
export const constraintOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : undefined

// 57P01: the server was told to stop while it committed. Everything without an SQLSTATE is a lost connection.
const isOutcomeUnknown = (error: unknown): boolean => codeOf(error) === '57P01' || !/^[0-9A-Z]{5}$/.test(codeOf(error))

/** The pool as Kysely takes it. */
const asking = (pool: pg.Pool): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect()
    const query = (text: string, values: readonly unknown[]) => ask(client, text, values)
    // Kysely also knows a form with server-side cursors, which the shop does not use.
    return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() }
  },
  end: () => pool.end(),
})

/** @throws Refusal `outcome.unknown` when the connection was lost on the way */
async function commit(line: Line): Promise<void> {
  const failure = await firstFailure([...line.takeSent(), line.run('commit')])
  if (failure === undefined) return
  if (isOutcomeUnknown(failure)) refuse('outcome.unknown')
  throw failure
}

/** Waits for all of them. */
async function firstFailure(answers: readonly Promise<unknown>[]): Promise<unknown> {
  const outcomes = await Promise.allSettled(answers)
  return outcomes.find((outcome) => outcome.status === 'rejected')?.reason
}
