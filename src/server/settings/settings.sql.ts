import type { ShopInfo } from '../../contract/shop.ts'
import type { Queryable } from '../db/database.ts'

/** What every page needs to know of the shop. */
export async function readShopInfo(read: Queryable): Promise<ShopInfo> {
  const row = await read
    .selectFrom('settings')
    .select(['name', 'tagline', 'phone', 'address', 'time_zone as timeZone', 'demo'])
    .executeTakeFirstOrThrow()
  return row
}
