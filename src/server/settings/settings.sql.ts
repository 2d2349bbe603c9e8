import { sql } from 'kysely'
import type { ShopInfo, ShopState } from '../../contract/shop.ts'
import { paise, toRupees } from '../../domain/money.ts'
import type { Queryable } from '../db/database.ts'

/** What every page needs to know of the shop. */
export async function readShopInfo(read: Queryable): Promise<ShopInfo> {
  const row = await read
    .selectFrom('settings')
    .select(['name', 'tagline', 'phone', 'address', 'time_zone as timeZone', 'demo', 'state', 'state_note as stateNote', 'version'])
    .select(['delivery_fee', 'free_delivery_above', sql<string>`to_char(same_day_until, 'HH24:MI')`.as('sameDayUntil'), 'fssai'])
    .select(sql<boolean>`exists (select from slots where active)`.as('slots'))
    .executeTakeFirstOrThrow()
  const { delivery_fee: fee, free_delivery_above: freeAbove, fssai, state, ...rest } = row
  return {
    ...rest,
    state: state as ShopState,
    deliveryFee: toRupees(paise(fee)),
    freeDeliveryAbove: freeAbove === null ? null : toRupees(paise(freeAbove)),
    fssai: fssai ?? '',
  }
}
