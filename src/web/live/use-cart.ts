import type { Cart } from '../../contract/cart.ts'
import { useRootData } from '../root-data.ts'
import { useEntity } from './use-entities.ts'

/** The viewer's cart, live; null when there is none yet. */
export function useCart(): Cart | null {
  const { viewer, cart } = useRootData()
  return useEntity<Cart>(viewer === null ? null : `cart:${viewer._id}`, cart)
}
