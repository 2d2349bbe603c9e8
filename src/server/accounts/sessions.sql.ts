import { sql } from 'kysely'
import type { Right, Role } from '../../domain/role.ts'
import type { Queryable, Tx } from '../db/database.ts'
import type { Viewer } from './viewer.ts'

const LIFETIME = "interval '90 days'"
const IDLE = "interval '30 days'"
const TOUCH_AFTER = "interval '1 hour'"

/** Of `sessions s`. */
export const isOver = sql`(s.expires_at <= now() or s.last_seen_at < now() - ${sql.raw(IDLE)})`

export type SessionKind = 'cookie' | 'token'

type Found = { readonly viewer: Viewer; readonly state: 'good' | 'over'; readonly untouched: boolean }

type Row = {
  id: string
  role: Role
  rights: Right[]
  name: string
  email: string | null
  phone: string
  /** Milliseconds. */
  left: number
  over: boolean
  untouched: boolean
}

/**
 * By the database's clock, which all nodes share; `expiresAt` is then told by this machine's, never later than it is.
 * @param why a visit counts as use, a look does not
 */
export async function findSession(read: Queryable, tokenHash: Buffer, why: 'visit' | 'look'): Promise<Found | undefined> {
  const lastSeen =
    why === 'visit'
      ? sql`case when s.last_seen_at < now() - ${sql.raw(TOUCH_AFTER)} then now() else s.last_seen_at end`
      : sql`s.last_seen_at`
  const now = Date.now()
  const { rows } = await sql<Row>`
    select a.id, a.role, a.rights, a.name, a.email, a.phone,
           1000 * extract(epoch from least(s.expires_at, ${lastSeen} + ${sql.raw(IDLE)}) - now())::float8 as left,
           a.banned or ${isOver} as over,
           s.last_seen_at < now() - ${sql.raw(TOUCH_AFTER)} as untouched
      from sessions s join accounts a on a.id = s.account_id
     where s.token_hash = ${tokenHash}`.execute(read)
  const [row] = rows
  if (row === undefined) return undefined
  const { id, left, over, untouched, ...person } = row
  const viewer = { accountId: id, ...person, session: tokenHash.toString('hex'), expiresAt: new Date(now + left) }
  return { viewer, state: over ? 'over' : 'good', untouched }
}

/** At most one write an hour, however often a session is used. */
export async function touchSession(read: Queryable, session: string): Promise<void> {
  await sql`update sessions set last_seen_at = now()
             where token_hash = decode(${session}, 'hex') and last_seen_at < now() - ${sql.raw(TOUCH_AFTER)}`.execute(read)
}

export async function insertSession(tx: Tx, tokenHash: Buffer, accountId: string, kind: SessionKind, userAgent: string): Promise<Date> {
  const { rows } = await sql<{ expires_at: Date }>`
    insert into sessions (token_hash, account_id, kind, user_agent, expires_at)
    values (${tokenHash}, ${accountId}, ${kind}, ${userAgent.slice(0, 300)}, now() + ${sql.raw(LIFETIME)})
    returning expires_at`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The session was not inserted')
  return row.expires_at
}

/** @param session its token's hash in hex */
export async function deleteSession(tx: Tx, session: string): Promise<void> {
  await sql`delete from sessions where token_hash = decode(${session}, 'hex')`.execute(tx)
}

export async function deleteSessionsOf(tx: Tx, accountId: string): Promise<void> {
  await tx.deleteFrom('sessions').where('account_id', '=', accountId).execute()
}
