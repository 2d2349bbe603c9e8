import { sql } from 'kysely'
import type { Right, Role } from '../../domain/role.ts'
import { taken } from '../db/append.sql.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { steadyNow } from '../steady-clock.ts'
import type { Viewer } from './viewer.ts'

const HOUR = 3_600_000
const LIFETIME = "interval '90 days'"
const IDLE = 30 * 24 * HOUR
const TOUCH_AFTER = HOUR
const ms = (time: number) => sql.raw(`interval '${time} milliseconds'`)

/** Of `sessions s`. */
export const isOver = sql`(s.expires_at <= now() or s.last_seen_at < now() - ${ms(IDLE)})`

export type SessionKind = 'cookie' | 'token'

/** @property left milliseconds until the session is over */
type Found = {
  readonly viewer: Viewer
  readonly state: 'good' | 'over'
  readonly untouched: boolean
  readonly left: number
  readonly taken: Buffer
}

type Row = {
  id: string
  role: Role
  rights: Right[]
  name: string
  email: string | null
  phone: string
  banned: boolean
  expires_at: Date
  last_seen_at: Date
  now: Date
  taken: Buffer
}

/**
 * By the database's clock, which all nodes share; `expiresAt` is then told by this process's own, which does not jump, and never later than it is.
 * @param why a visit counts as use, a look does not
 */
export async function findSession(read: Queryable, tokenHash: Buffer, why: 'visit' | 'look'): Promise<Found | undefined> {
  const asked = steadyNow()
  const { rows } = await sql<Row>`
    select a.id, a.role, a.rights, a.name, a.email, a.phone, a.banned, s.expires_at, s.last_seen_at, now() as now, ${taken} as taken
      from sessions s join accounts a on a.id = s.account_id
     where s.token_hash = ${tokenHash}`.execute(read)
  const [row] = rows
  if (row === undefined) return undefined
  const { id, banned, expires_at, last_seen_at, now, taken: takenThen, ...person } = row
  const ends = expires_at.getTime() - now.getTime()
  const idle = now.getTime() - last_seen_at.getTime()
  const untouched = idle > TOUCH_AFTER
  const left = Math.min(ends, IDLE - (why === 'visit' && untouched ? 0 : idle))
  const viewer = { accountId: id, ...person, session: tokenHash.toString('hex'), expiresAt: new Date(asked + left) }
  return { viewer, state: banned || ends <= 0 || idle > IDLE ? 'over' : 'good', untouched, left, taken: takenThen }
}

/** At most one write an hour, however often a session is used. */
export async function touchSession(read: Queryable, session: string): Promise<void> {
  await sql`update sessions set last_seen_at = now()
             where token_hash = decode(${session}, 'hex') and last_seen_at < now() - ${ms(TOUCH_AFTER)}`.execute(read)
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
