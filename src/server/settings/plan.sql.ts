import { sql } from 'kysely'
import type { ClosedDayAnswer, PlannedDay } from '../../contract/delivery.ts'
import type { Queryable, Tx } from '../db/database.ts'

/** From a day on, by the calendar. */
export async function listClosedDays(read: Queryable, from: string): Promise<ClosedDayAnswer[]> {
  const { rows } = await sql<ClosedDayAnswer>`
    select to_char(c.day, 'YYYY-MM-DD') as day, c.note,
           (select count(*)::int from orders o where o.day = c.day and o.status <> 'cancelled') as orders
      from closed_days c where c.day >= ${from}::date order by c.day`.execute(read)
  return rows
}

export async function findClosedDay(tx: Tx, day: string): Promise<{ day: string; note: string } | undefined> {
  const { rows } = await sql<{ day: string; note: string }>`
    select to_char(day, 'YYYY-MM-DD') as day, note from closed_days where day = ${day}::date`.execute(tx)
  return rows[0]
}

export async function writeClosedDay(tx: Tx, day: string, note: string): Promise<void> {
  await sql`insert into closed_days (day, note) values (${day}::date, ${note}) on conflict (day) do update set note = excluded.note`.execute(
    tx,
  )
}

export async function deleteClosedDay(tx: Tx, day: string): Promise<void> {
  await sql`delete from closed_days where day = ${day}::date`.execute(tx)
}

/** What each day can take and has taken: in all, and each of its slots; slots that are off only while something is in them. */
export async function planDays(read: Queryable, from: string, days: number): Promise<PlannedDay[]> {
  const { rows } = await sql<PlannedDay>`
    select to_char(d.day, 'YYYY-MM-DD') as day, c.note as closed,
           f.day_capacity as capacity, (select coalesce(sum(t.taken), 0)::int from slot_days t where t.day = d.day) as taken,
           coalesce((
             select json_agg(json_build_object('slotId', s.id, 'name', s.name, 'mode', s.mode, 'starts', to_char(s.starts, 'HH24:MI'),
                      'ends', to_char(s.ends, 'HH24:MI'), 'capacity', coalesce(t.capacity, s.capacity), 'own', t.capacity is not null,
                      'taken', coalesce(t.taken, 0)) order by s.starts, s.ends, s.mode, s.id)
               from slots s left join slot_days t on t.slot_id = s.id and t.day = d.day
              where (s.active and extract(isodow from d.day)::smallint = any (s.weekdays)) or coalesce(t.taken, 0) > 0), '[]') as slots
      from (select ${from}::date + n as day from generate_series(0, ${days - 1}::int) as n) d
     cross join settings f
      left join closed_days c on c.day = d.day
     order by d.day`.execute(read)
  return rows
}

/** @returns what was set before; undefined when there is no such slot */
export async function setSlotDayCapacity(tx: Tx, slotId: string, day: string, capacity: number | null): Promise<SlotDay | undefined> {
  const was = await sql<{ capacity: number | null }>`
    select capacity from slot_days where slot_id = ${slotId} and day = ${day}::date for update`.execute(tx)
  const { rows } = await sql<Omit<SlotDay, 'before'>>`
    insert into slot_days (slot_id, day, capacity) select id, ${day}::date, ${capacity}::int from slots where id = ${slotId}
    on conflict (slot_id, day) do update set capacity = excluded.capacity, version = slot_days.version + 1
    returning version, now() as at`.execute(tx)
  return rows[0] && { before: was.rows[0]?.capacity ?? null, ...rows[0] }
}

type SlotDay = { readonly before: number | null; readonly version: number; readonly at: Date }
