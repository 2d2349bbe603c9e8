import { sql } from 'kysely'
import type { Day } from '../../domain/shop-time.ts'
import type { Taken, TakenOf } from '../../domain/slots.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import type { Kept, SlotPoints } from './ledgers.sql.ts'
import { STAMP } from './shop-rules.sql.ts'

export type ChangedSlot = Taken & { readonly slotId: string; readonly day: Day; readonly version: number; readonly at: Date }

/**
 * Takes points of a slot's day, or gives them back where they are negative; its row stays locked until the transaction ends.
 * @param capacity the slot's own, for a day that has none
 * @returns null when not that much is left; nothing is changed then, and who comes too late has waited for nobody's lock
 */
export async function changePoints(tx: Tx, { slotId, day, points }: SlotPoints, capacity: number): Promise<ChangedSlot | null> {
  const { rows } = await sql<Omit<ChangedSlot, 'slotId' | 'day'>>`
    insert into slot_days as s (slot_id, day, taken) select w.slot_id, w.day, greatest(w.points, 0)
      from (values (${slotId}::text, ${day}::date, ${points}::int)) as w (slot_id, day, points)
      left join slot_days d on d.slot_id = w.slot_id and d.day = w.day
     where w.points <= 0 or coalesce(d.taken, 0) + w.points <= coalesce(d.capacity, ${capacity}::int)
    on conflict (slot_id, day) do update set taken = s.taken + ${points}, version = s.version + 1
      where ${points} <= 0 or s.taken + ${points} <= coalesce(s.capacity, ${capacity})
    returning taken, capacity, version, now() as at`.execute(tx)
  const [row] = rows
  return row === undefined ? null : { ...row, slotId, day }
}

/** Where the kitchen's days are limited, whoever changes one waits for whoever is changing it. */
export function lockKitchenDay(tx: Tx, day: Day): void {
  send(tx, sql`select pg_advisory_xact_lock('slot_days'::regclass::oid::int, ${day}::date - date '2000-01-01')`)
}

/** The day's other slots have changed too: they have what is left of the kitchen's day. */
export async function touchSlots(tx: Tx, day: Day, slotIds: readonly string[]): Promise<ChangedSlot[]> {
  const { rows } = await sql<Omit<ChangedSlot, 'day'>>`
    insert into slot_days as s (slot_id, day) select id, ${day} from unnest(${[...slotIds]}::text[]) id
    on conflict (slot_id, day) do update set version = s.version + 1
    returning slot_id as "slotId", taken, capacity, version, now() as at`.execute(tx)
  return rows.map((row) => ({ ...row, day }))
}

export type TakenRow = Taken & { readonly slotId: string; readonly day: Day; readonly version: number }
type Ahead = { readonly now: Date; readonly shopVersion: number; readonly stamp: string; readonly taken: readonly TakenRow[] }

const COLUMNS = sql`slot_id as "slotId", day::text as day, taken, capacity, version`

/** The database's clock, the shop's version, the rules' stamp, and every slot's day from yesterday on that the ledger knows: in one question. */
export async function readAhead(read: Queryable): Promise<Ahead> {
  const { rows } = await sql<Ahead>`
    select now() as now, version as "shopVersion", ${STAMP} as stamp,
           (select coalesce(json_agg(d), '[]') from (select ${COLUMNS} from slot_days where day >= current_date - 1) d) as taken
      from settings`.execute(read)
  const [row] = rows
  if (row === undefined) throw new Error('The shop has no settings')
  return row
}

const MOST_SEEN = 60

/** What is taken of the next days, the nearest first, as an expression for whatever is read at the beginning. */
export const SOON_TAKEN = sql<TakenRow[]>`(
  select coalesce(json_agg(d), '[]')
    from (select ${COLUMNS} from slot_days where day >= current_date - 1 order by day limit ${sql.lit(MOST_SEEN)}) d)`

export function takenIn(rows: readonly TakenRow[]): TakenOf {
  const taken = new Map(rows.map((row) => [`${row.slotId} ${row.day}`, row]))
  return (slotId, day) => taken.get(`${slotId} ${day}`)
}

/** What is taken of these days, of all slots. */
export async function readTaken(read: Queryable, from: Day, upTo: Day): Promise<TakenOf> {
  const { rows } = await sql<TakenRow>`select ${COLUMNS} from slot_days where day between ${from} and ${upTo}`.execute(read)
  return takenIn(rows)
}

/** As it is for whom these points are kept. */
export const withoutKept =
  (takenOf: TakenOf, { points }: Kept): TakenOf =>
  (slotId, day) => {
    const here = takenOf(slotId, day)
    const own = points.find((each) => each.slotId === slotId && each.day === day)?.points ?? 0
    return here && { ...here, taken: here.taken - own }
  }
