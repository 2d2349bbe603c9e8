import type { ShopInfo } from '../../contract/shop.ts'
import { useRootData } from '../root-data.ts'
import { useEntity } from './use-entities.ts'

/** What every page knows of the shop, live: name, fees, whether it takes orders. */
export function useShop(): ShopInfo {
  const { shop } = useRootData()
  return useEntity<ShopInfo>('shop:1', shop) ?? shop
}
