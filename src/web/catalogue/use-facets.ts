import { useEffect, useRef, useState } from 'react'
import type { ShopChange } from '../../contract/events.ts'
import type { Facets, Product, ProductQuery } from '../../contract/product.ts'
import { api } from '../live/api.ts'
import { useNews } from '../live/use-news.ts'
import type { Filters } from './filters.ts'

/** Milliseconds. All open shops hear of a change at once; they ask spread over this time. */
const SPREAD = 2000

/** Whatever a facet is counted by. Pieces that are sold change nothing of it. */
const countedBy = ({
  name,
  description,
  category,
  subcategory,
  basePrice,
  allergens,
  available,
  flavors,
  sizes,
  eggOptions,
}: Product): string =>
  JSON.stringify([name, description, category, subcategory, basePrice, allergens, available, flavors, sizes, eggOptions])

/** The counts of a list's filters, counted anew when the catalogue changes, or what of it is in the list. */
export function useFacets(loaded: Facets, filters: Filters, products: readonly Product[]): Facets {
  const [fresh, setFresh] = useState<{ readonly after: Facets; readonly facets: Facets } | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const known = useRef(new Map<string, string>())
  useEffect(() => {
    for (const product of products) known.current.set(`product:${product._id}`, countedBy(product))
  }, [products])
  // What was asked for another list is not shown.
  useEffect(() => {
    void loaded
    return () => {
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [loaded])

  const matters = (change: ShopChange): boolean => {
    if (!change.entity?.startsWith('product:')) return false
    const was = known.current.get(change.entity)
    const is =
      change.gone === true || !(change.type === 'product_created' || change.type === 'product_updated') ? null : countedBy(change.data)
    if (is === null) known.current.delete(change.entity)
    else known.current.set(change.entity, is)
    return is !== was
  }
  const countAgain = () => {
    if (timer.current !== undefined) return
    timer.current = setTimeout(async () => {
      timer.current = undefined
      const answer = await api<Facets>('GET', `/api/products/facets?${toSearch(filters)}`)
      // Without an answer the counts stay as they are until the next change.
      if (answer.ok) setFresh({ after: loaded, facets: answer.data })
    }, Math.random() * SPREAD)
  }
  const recount = useRef(countAgain)
  recount.current = countAgain
  useNews((changes) => {
    if (changes.filter(matters).length > 0) countAgain()
  })
  // Times that fill up or open change a list without a word of its products.
  const inList = filters.on === undefined ? '' : products.map(({ _id }) => _id).join(' ')
  const counted = useRef({ loaded, inList })
  useEffect(() => {
    const before = counted.current
    counted.current = { loaded, inList }
    if (before.loaded === loaded && before.inList !== inList) recount.current()
  }, [loaded, inList])
  return fresh !== null && fresh.after === loaded ? fresh.facets : loaded
}

export const toSearch = (filters: Filters & Pick<ProductQuery, 'sort' | 'limit'>): URLSearchParams =>
  new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((each) => [name, String(each)]))),
  )
