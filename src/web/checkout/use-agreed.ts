import { useEffect, useRef, useState } from 'react'
import type { Cart } from '../../contract/cart.ts'
import { optionsOf } from '../cart/line-words.ts'
import type { CartActs } from '../cart/use-cart-acts.ts'

/**
 * The cart at the price that the buyer last said yes to: as it stood when the page opened, and after `agree`. What the buyer does here
 * to a line needs no second yes; what somebody else does to its price does.
 */
export function useAgreed(cart: Cart, { isOwn }: CartActs) {
  const [agreed, setAgreed] = useState(cart)
  // A price is no change of the cart: its version stays.
  const version = useRef(cart.version)
  useEffect(() => {
    const own = version.current !== cart.version && isOwn(cart.version)
    version.current = cart.version
    if (own) setAgreed((before) => (samePrices(before, cart) ? cart : before))
  }, [cart, isOwn])
  return { agreed, agree: () => setAgreed(cart) }
}

const samePrices = (before: Cart, now: Cart): boolean =>
  now.items.every((line) => {
    const was = before.items.find(({ _id }) => _id === line._id)
    return was === undefined || was.price === line.price || optionsOf(was) !== optionsOf(line)
  })
