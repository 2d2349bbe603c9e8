import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Cart, CartLine } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import { api } from '../live/api.ts'
import { knownProduct } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { useEntities, useEntity, useSeed } from '../live/use-entities.ts'
import { useNews } from '../live/use-news.ts'
import { useRootData } from '../root-data.ts'
import type { LoadedCart } from './load-cart.ts'

export type CartView = {
  readonly cart: Cart | null
  /** The newest state of a line's product; null when it is not on offer, or not known yet. */
  readonly productOf: (line: Pick<CartLine, 'productId'>) => Product | null
  /** Asks the shop what the cart costs now. */
  readonly refresh: () => Promise<void>
  /** Shows this cart until the shop tells a newer one. */
  readonly show: (cart: Cart) => void
}

/**
 * The cart, live: what other screens put in, and what the kitchen does to the prices and the stock of what lies in it. Those are no
 * change of the cart itself, so the shop is asked for its sums again.
 */
export function useCartView(loaded: LoadedCart): CartView {
  const { viewer } = useRootData()
  const entities = useEntities()
  const told = useEntity<Cart>(viewer === null ? null : `cart:${viewer._id}`, loaded.cart)
  const [repriced, setRepriced] = useState<{ readonly since: LoadedCart; readonly cart: Cart } | null>(null)
  const newer = repriced !== null && repriced.since === loaded && told !== null && repriced.cart.version >= told.version
  const cart = newer ? repriced.cart : told
  const asked = useRef(0)

  const show = useCallback((next: Cart) => setRepriced({ since: loaded, cart: next }), [loaded])
  const refresh = useCallback(async () => {
    asked.current++
    const question = asked.current
    const answer = await api<Cart>('GET', '/api/cart')
    if (answer.ok && question === asked.current) show(answer.data)
  }, [show])

  useSeed(useMemo(() => loaded.products.map(knownProduct), [loaded.products]))
  useNews((changes) => {
    if (cart?.items.some(({ productId }) => changes.some(({ entity }) => entity === `product:${productId}`))) void refresh()
  })
  const productOf = useCallback(
    ({ productId }: Pick<CartLine, 'productId'>): Product | null => {
      const held = entities.get(`product:${productId}`)
      return held === undefined ? (loaded.products.find(({ _id }) => _id === productId) ?? null) : (held.data as Product | null)
    },
    [entities, loaded],
  )
  useUnknownProducts(cart, loaded, refresh)
  return { cart, productOf, refresh, show }
}

/** What another screen put in may be a cake that this page has never heard of. */
function useUnknownProducts(cart: Cart | null, loaded: LoadedCart, refresh: () => Promise<void>): void {
  const { store } = useLive()
  const asked = useRef(new Set<string>())
  useEffect(() => {
    const known = (id: string) =>
      asked.current.has(id) || store.get(`product:${id}`) !== undefined || loaded.cart?.items.some(({ productId }) => productId === id)
    const unknown = [...new Set(cart?.items.map(({ productId }) => productId))].filter((id) => !known(id))
    if (unknown.length === 0) return
    for (const id of unknown) asked.current.add(id)
    const ask = async () => {
      const answers = await Promise.all(unknown.map((id) => api<Product>('GET', `/api/products/${id}`)))
      store.learn(answers.flatMap((answer) => (answer.ok ? [knownProduct(answer.data)] : [])))
      await refresh()
    }
    void ask()
  }, [store, cart, loaded, refresh])
}
