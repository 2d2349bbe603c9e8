import { sql } from 'kysely'
import type { Zone, ZoneInput } from '../../contract/delivery.ts'
import { fromRupees, paise, toRupees } from '../../domain/money.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

type Row = { id: string; name: string; fee: number; freeAbove: number | null; active: boolean; version: number; pincodes: string[] }

const toZone = ({ id, fee, freeAbove, ...row }: Row): Zone => ({
  _id: id,
  ...row,
  fee: toRupees(paise(fee)),
  freeAbove: freeAbove === null ? null : toRupees(paise(freeAbove)),
})

export async function listZones(read: Queryable, id?: string): Promise<Zone[]> {
  const { rows } = await sql<Row>`
    select z.id, z.name, z.fee, z.free_above as "freeAbove", z.active, z.version,
           array(select p.pincode from zone_pincodes p where p.zone_id = z.id order by p.pincode) as pincodes
      from zones z where ${id === undefined ? sql`true` : sql`z.id = ${id}`} order by lower(z.name), z.id`.execute(read)
  return rows.map(toZone)
}

export const findZone = async (read: Queryable, id: string): Promise<Zone | undefined> => (await listZones(read, id))[0]

export async function insertZone(tx: Tx, input: ZoneInput): Promise<string> {
  const { id } = await tx.insertInto('zones').values(columnsOf(input)).returning('id').executeTakeFirstOrThrow()
  addPincodes(tx, id, input.pincodes)
  return id
}

export function writeZone(tx: Tx, id: string, input: ZoneInput): void {
  send(
    tx,
    tx
      .updateTable('zones')
      .set({ ...columnsOf(input), version: sql`version + 1` })
      .where('id', '=', id),
  )
  send(tx, tx.deleteFrom('zone_pincodes').where('zone_id', '=', id))
  addPincodes(tx, id, input.pincodes)
}

export const deleteZone = (tx: Tx, id: string): void => send(tx, tx.deleteFrom('zones').where('id', '=', id))

const columnsOf = ({ name, fee, freeAbove, active }: ZoneInput) => ({
  name,
  fee: fromRupees(fee),
  free_above: freeAbove === null ? null : fromRupees(freeAbove),
  active,
})

const addPincodes = (tx: Tx, zone: string, pincodes: readonly string[]): void =>
  send(tx, sql`insert into zone_pincodes (pincode, zone_id) select distinct p, ${zone} from unnest(${[...pincodes]}::text[]) as p`)

/** Which of them belong to other zones, with those zones' names. */
export async function takenPincodes(
  tx: Tx,
  pincodes: readonly string[],
  except: string | null,
): Promise<{ pincode: string; zone: string }[]> {
  const { rows } = await sql<{ pincode: string; zone: string }>`
    select p.pincode, z.name as zone from zone_pincodes p join zones z on z.id = p.zone_id
     where p.pincode = any (${[...pincodes]}::text[]) and p.zone_id is distinct from ${except} order by p.pincode limit 20`.execute(tx)
  return rows
}
