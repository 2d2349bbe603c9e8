import { useMemo } from 'react'
import type { Product } from '../../contract/product.ts'
import { knownProduct } from '../live/known.ts'
import { useLiveList, useSeed } from '../live/use-entities.ts'
import { useArrivals } from '../live/use-news.ts'
import { type Filters, fits, productOf } from './filters.ts'
import { isOnShelf } from './on-shelf.ts'

type Also = (product: Product) => boolean
const any: Also = () => true

/** The loaded products, live and in their places; what newly fits waits in `arrivals` until it is asked for. `also`: of what
 * arrives. `stays`: of that and of what is here. */
export function useProductList(
  loaded: readonly Product[],
  filters: Filters,
  { also = any, stays = any }: { readonly also?: Also; readonly stays?: Also } = {},
) {
  useSeed(useMemo(() => loaded.map(knownProduct), [loaded]))
  const items = useLiveList('product', loaded)
  const shown = useMemo(() => items.filter(isOnShelf).filter(stays), [items, stays])
  const here = useMemo(() => new Set(loaded.map((product) => product._id)), [loaded])
  const { count, add, show } = useArrivals(loaded, (change) => {
    const product = productOf(change)
    return product !== null && !here.has(product._id) && isOnShelf(product) && also(product) && stays(product) && fits(product, filters)
  })
  return { items: shown, waiting: count, addWaiting: add, showArrivals: show }
}
