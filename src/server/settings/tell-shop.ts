import type { ShopInfo } from '../../contract/shop.ts'
import { append } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { raiseSettingsVersion, readShopInfo } from './settings.sql.ts'

/**
 * Says that what the owner sets has changed: to every screen, and with a new version also where the public facts are the same. Whoever
 * shows slots, zones, coupons or rates asks for them again.
 */
export async function tellShop(tx: Tx): Promise<ShopInfo> {
  const at = await raiseSettingsVersion(tx)
  const shop = await readShopInfo(tx)
  append(tx, { type: 'shop_updated', entity: 'shop:1', rev: shop.version, at: at.toISOString() }, [['public', shop]])
  return shop
}
