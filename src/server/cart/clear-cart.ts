import type { Cart } from '../../contract/cart.ts'
import type { Deps } from '../deps.ts'
import { emptyCarts, lockExistingCart } from './carts.sql.ts'
import { EMPTY_CART } from './price-cart.ts'
import { tellCart } from './tell-cart.ts'

export async function clearCart({ db }: Deps, accountId: string): Promise<Cart> {
  return db.transaction(async (tx) => {
    const cart = await lockExistingCart(tx, accountId)
    if (cart === undefined) return EMPTY_CART
    await emptyCarts(tx, [cart.id])
    return await tellCart(tx, accountId)
  })
}
