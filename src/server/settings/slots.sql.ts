import { sql } from 'kysely'
import type { Mode, Slot, SlotInput } from '../../contract/delivery.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

type Row = Omit<Slot, '_id' | 'mode'> & { readonly id: string; readonly mode: string }

const toSlot = ({ id, mode, ...row }: Row): Slot => ({ _id: id, mode: mode as Mode, ...row })

export async function listSlots(read: Queryable, id?: string): Promise<Slot[]> {
  const { rows } = await sql<Row>`
    select s.id, s.name, s.mode, to_char(s.starts, 'HH24:MI') as starts, to_char(s.ends, 'HH24:MI') as ends, s.weekdays, s.capacity,
           s.cut_off_minutes as "cutOffMinutes", s.active, s.version
      from slots s where ${id === undefined ? sql`true` : sql`s.id = ${id}`} order by s.starts, s.ends, s.mode, s.id`.execute(read)
  return rows.map(toSlot)
}

export const findSlot = async (read: Queryable, id: string): Promise<Slot | undefined> => (await listSlots(read, id))[0]

const columnsOf = ({ cutOffMinutes, weekdays, ...rest }: SlotInput) => ({
  ...rest,
  weekdays: [...new Set(weekdays)].sort(),
  cut_off_minutes: cutOffMinutes,
})

export async function insertSlot(tx: Tx, input: SlotInput): Promise<string> {
  const { id } = await tx.insertInto('slots').values(columnsOf(input)).returning('id').executeTakeFirstOrThrow()
  return id
}

export const writeSlot = (tx: Tx, id: string, input: SlotInput): void =>
  send(
    tx,
    tx
      .updateTable('slots')
      .set({ ...columnsOf(input), version: sql`version + 1` })
      .where('id', '=', id),
  )

export const deleteSlot = (tx: Tx, id: string): void => send(tx, tx.deleteFrom('slots').where('id', '=', id))

/** Orders name it, or a checkout holds it: it must not vanish under them. Taken while nobody can begin a new hold. */
export async function isSlotUsed(tx: Tx, id: string): Promise<boolean> {
  await sql`select from slots where id = ${id} for update`.execute(tx)
  const { rows } = await sql<{ used: boolean }>`
    select exists (select from orders where slot_id = ${id}) or exists (select from holds where slot_id = ${id})
        or exists (select from capacity_ledger where slot_id = ${id}) as used`.execute(tx)
  return rows[0]?.used === true
}
