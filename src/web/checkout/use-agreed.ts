import { useEffect, useRef, useState } from 'react'
import type { Cart } from '../../contract/cart.ts'
import { optionsOf } from '../cart/line-words.ts'
import type { CartActs } from '../cart/use-cart-acts.ts'

type Agreed = { readonly cart: Cart; readonly terms: string; readonly total: number }

/**
 * What the buyer last said yes to: the price as it stood when the page opened, and after `agree`. What the buyer does here to a line, or
 * chooses, needs no second yes; what somebody else does to its price does.
 * @param total null: not known yet
 * @param terms what the buyer chooses that changes the price
 */
export function useAgreed(cart: Cart, total: number | null, terms: string, { isOwn }: CartActs) {
  const [agreed, setAgreed] = useState<Agreed | null>(null)
  // A price is no change of the cart: its version stays.
  const version = useRef(cart.version)
  const own = useRef(false)
  useEffect(() => {
    if (version.current !== cart.version && isOwn(cart.version)) own.current = true
    version.current = cart.version
    if (total === null) return
    const chosen = own.current
    own.current = false
    setAgreed((before) => {
      if (before === null) return { cart, terms, total }
      return (chosen || before.terms !== terms) && samePrices(before.cart, cart) ? { cart, terms, total } : before
    })
  }, [cart, total, terms, isOwn])
  const changed = agreed !== null && total !== null && agreed.total !== total
  return {
    /** As it was agreed to, when it costs something else now. */
    before: changed ? { ...agreed.cart, totalPrice: agreed.total } : null,
    agree: () => {
      if (total !== null) setAgreed({ cart, terms, total })
    },
  }
}

const samePrices = (before: Cart, now: Cart): boolean =>
  now.items.every((line) => {
    const was = before.items.find(({ _id }) => _id === line._id)
    return was === undefined || was.price === line.price || optionsOf(was) !== optionsOf(line)
  })
