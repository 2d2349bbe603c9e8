import { useCallback, useMemo, useRef } from 'react'
import type { AddToCart, Cart, CartLine, UpdateCartLine } from '../../contract/cart.ts'
import { type Answer, api } from '../live/api.ts'
import { knownCart } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import type { SendOnce } from '../live/send-once.ts'
import { useRootData } from '../root-data.ts'

export type CartActs = {
  readonly update: (change: UpdateCartLine) => Promise<Answer<Cart>>
  readonly remove: (line: CartLine) => Promise<Answer<Cart>>
  /** Agrees to what the line costs now. */
  readonly accept: (line: CartLine) => Promise<Answer<Cart>>
  readonly add: (line: AddToCart, once: SendOnce<Cart>) => Promise<Answer<Cart>>
  /** True for a state of the cart that this page brought about itself, or may have. */
  readonly isOwn: (version: number) => boolean
}

/** What this page does to the cart; every answer is the whole cart and is on screen at once. */
export function useCartActs(): CartActs {
  const { viewer } = useRootData()
  const { store } = useLive()
  const flying = useRef(0)
  const own = useRef(new Set<number>())
  const person = viewer?._id
  const call = useCallback(
    async (asked: Promise<Answer<Cart>>): Promise<Answer<Cart>> => {
      flying.current++
      const answer = await asked
      if (answer.ok && person !== undefined) {
        own.current.add(answer.data.version)
        store.learn([knownCart(person, answer.data)])
      }
      flying.current--
      return answer
    },
    [store, person],
  )
  return useMemo(
    () => ({
      update: (change) => call(api('PUT', '/api/cart/update', change)),
      remove: ({ _id }) => call(api('DELETE', '/api/cart/remove', { itemId: _id })),
      accept: ({ _id }) => call(api('POST', '/api/cart/accept', { itemId: _id })),
      add: (line, once) => call(once('/api/cart/add', line)),
      // The news may come before the answer does.
      isOwn: (version) => flying.current > 0 || own.current.has(version),
    }),
    [call],
  )
}
