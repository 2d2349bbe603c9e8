import type { Cart, RemoveCartLine } from '../../contract/cart.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { findCart, lockExistingCart, removeLines } from './carts.sql.ts'
import { findLine } from './find-line.ts'
import { tellCart } from './tell-cart.ts'

/** @throws Refusal `line.not-found` */
export async function removeLine({ db }: Deps, accountId: string, address: RemoveCartLine): Promise<Cart> {
  return db.transaction(async (tx) => {
    if ((await lockExistingCart(tx, accountId)) === undefined) refuse('line.not-found')
    const line = findLine(await findCart(tx, accountId), address)
    await removeLines(tx, [line.id])
    return await tellCart(tx, accountId)
  })
}
