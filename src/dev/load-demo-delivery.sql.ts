import { type Insertable, sql } from 'kysely'
import type { Tx } from '../server/db/database.ts'
import type { Coupons, Slots, Zones } from '../server/db/types.ts'

export async function registerShop(
  tx: Tx,
  { legalName: legal_name, ...numbers }: { legalName: string; gstin: string; fssai: string },
): Promise<{ timeZone: string }> {
  return await tx
    .updateTable('settings')
    .set({ legal_name, ...numbers })
    .returning('time_zone as timeZone')
    .executeTakeFirstOrThrow()
}

export async function addZone(tx: Tx, zone: Insertable<Zones>, pincodes: readonly string[]): Promise<void> {
  const { id } = await tx.insertInto('zones').values(zone).returning('id').executeTakeFirstOrThrow()
  await tx
    .insertInto('zone_pincodes')
    .values(pincodes.map((pincode) => ({ pincode, zone_id: id })))
    .execute()
}

export async function addSlots(tx: Tx, slots: Insertable<Slots>[]): Promise<void> {
  await tx.insertInto('slots').values(slots).execute()
}

export async function addCoupons(tx: Tx, coupons: Insertable<Coupons>[]): Promise<void> {
  await tx.insertInto('coupons').values(coupons).execute()
}

export async function addClosedDay(tx: Tx, day: string, note: string): Promise<void> {
  await sql`insert into closed_days (day, note) values (${day}, ${note})`.execute(tx)
}
