import { type RawBuilder, sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import { given, givingBack, type Kept, toKept } from './ledgers.sql.ts'

export type HoldRow = {
  readonly id: string
  readonly slotId: string | null
  readonly day: string | null
  readonly points: number
  readonly expiresAt: Date
  readonly extended: number
  readonly now: Date
}

const columns = sql`id, slot_id as "slotId", day::text as day, points, expires_at as "expiresAt", extended, now() as now`
/** By the database's clock; its counterpart is {@link isOver}. */
const stands = sql`state = 'active' and expires_at > now()`
const isOver = sql`state = 'active' and expires_at <= now()`

export async function findHold(read: Queryable, accountId: string): Promise<HoldRow | null> {
  const { rows } = await sql<HoldRow>`select ${columns} from holds where account_id = ${accountId} and ${stands}`.execute(read)
  return rows[0] ?? null
}

/** Of two tabs of one person, one holds first. */
export function lockPerson(tx: Tx, accountId: string): void {
  send(tx, sql`select from accounts where id = ${accountId} for no key update`)
}

export async function insertHold(
  tx: Tx,
  hold: Pick<HoldRow, 'id' | 'slotId' | 'day' | 'points'> & { readonly accountId: string; readonly minutes: number },
): Promise<HoldRow> {
  const { rows } = await sql<HoldRow>`
    insert into holds (id, account_id, slot_id, day, points, expires_at)
    values (${hold.id}, ${hold.accountId}, ${hold.slotId}, ${hold.day}, ${hold.points}, now() + ${hold.minutes} * interval '1 minute')
    returning ${columns}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('A hold was not stored')
  return row
}

export const MOST_EXTENSIONS = 2

/** @returns how it stands then, also when it may not be extended any more; null when it does not stand */
export async function extendHold(tx: Queryable, accountId: string, id: string, minutes: number): Promise<HoldRow | null> {
  const { rows } = await sql<HoldRow>`
    update holds set expires_at = case when extended < ${MOST_EXTENSIONS} then now() + ${minutes} * interval '1 minute' else expires_at end,
                     extended = least(extended + 1, ${MOST_EXTENSIONS})
     where id = ${id} and account_id = ${accountId} and ${stands} returning ${columns}`.execute(tx)
  return rows[0] ?? null
}

type Held = Pick<HoldRow, 'slotId' | 'day'> & { readonly since: Date }
export type EndedHold = Held & { readonly kept: Kept }
type EndedRow = Held & { readonly ended: number } & Parameters<typeof toKept>[0]

/**
 * Ends holds and writes into the ledgers that what they kept is given back; the caller puts it back or takes it. Whoever comes second,
 * of an order, a release and the sweep, waits for the row and finds no hold any more.
 * @returns null when there is none such
 */
async function endHolds(tx: Tx, which: RawBuilder<unknown>, state: 'used' | 'released'): Promise<EndedHold | null> {
  const { rows } = await sql<EndedRow>`
    with ended as (
      update holds set state = ${state} where ${which} returning id as ref, slot_id, day, created_at
    ), ${givingBack(sql`select ref from ended`, 'hold', 'release')}
    select (select count(*) from ended) as ended, (select min(slot_id) from ended) as "slotId", (select min(day)::text from ended) as day,
           (select min(created_at) from ended) as since, ${given}`.execute(tx)
  const [row] = rows
  return row === undefined || row.ended === 0 ? null : { slotId: row.slotId, day: row.day, since: row.since, kept: toKept(row) }
}

/** Its slot and stock are the order's from now on. */
export const takeHold = (tx: Tx, accountId: string, id: string) =>
  endHolds(tx, sql`id = ${id} and account_id = ${accountId} and ${stands}`, 'used')

/** Over or not. */
export const releaseHold = (tx: Tx, accountId: string, id: string) =>
  endHolds(tx, sql`id = ${id} and account_id = ${accountId} and state = 'active'`, 'released')

export const releaseHoldOf = (tx: Tx, accountId: string) => endHolds(tx, sql`account_id = ${accountId} and state = 'active'`, 'released')

/** @returns false when there is none, or the other account has one of its own */
export async function moveHold(tx: Tx, from: string, to: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update holds set account_id = ${to} where account_id = ${from} and state = 'active'
       and not exists (select from holds where account_id = ${to} and state = 'active')`.execute(tx)
  return numAffectedRows > 0n
}

/** The oldest `most` whose time is over and that nobody works on. */
export const releaseOver = (tx: Tx, most: number) =>
  endHolds(tx, sql`id in (select id from holds where ${isOver} order by expires_at limit ${most} for update skip locked)`, 'released')

/** For this transaction: whether no other node sweeps. */
export async function maySweep(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock('holds'::regclass::oid::int, 0) as free`.execute(tx)
  return rows[0]?.free ?? false
}
