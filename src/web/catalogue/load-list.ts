import type { Openings } from '../../contract/delivery.ts'
import type { PageShop } from '../../contract/page.ts'
import { type Facets, type Product, ProductQuery } from '../../contract/product.ts'
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../contract/shared.ts'
import type { Filters } from './filters.ts'

const NAMES = ['category', 'subcategory', 'egg', 'minPrice', 'maxPrice', 'on', 'sort'] as const
const SEVERAL = ['flavor', 'size', 'free'] as const
const MOST = 480

/** What the URL asks for. A value that means nothing is left out: a link that somebody mistyped still opens the list. */
export function readQuery(params: URLSearchParams, fixed: { category?: string; search?: string }): ProductQuery {
  const query: Record<string, unknown> = {}
  for (const name of NAMES) {
    const parsed = ProductQuery.shape[name].safeParse(params.get(name) || undefined)
    if (parsed.success && parsed.data !== undefined) query[name] = parsed.data
  }
  for (const name of SEVERAL) {
    const known = params.getAll(name).filter((value) => ProductQuery.shape[name].safeParse(value).success)
    const parsed = ProductQuery.shape[name].safeParse(known.slice(0, 24))
    if (known.length > 0 && parsed.success) query[name] = parsed.data
  }
  const search = fixed.search?.normalize('NFC').trim().slice(0, 100)
  return { ...query, ...(fixed.category === undefined ? {} : { category: fixed.category }), ...(search ? { search } : {}) }
}

/** How many the URL wants to see: "Show more" writes `show` there, so that coming back finds the same list. */
export function readShow(params: URLSearchParams): number {
  const show = Number(params.get('show'))
  return Number.isSafeInteger(show) && show > DEFAULT_LIMIT ? Math.min(show, MOST) : DEFAULT_LIMIT
}

export type LoadedList = {
  readonly items: readonly Product[]
  readonly total: number
  readonly more: boolean
  readonly filters: Filters
  readonly sort: ProductQuery['sort']
  readonly facets: Facets
  readonly openings: Openings | null
  readonly show: number
}

export async function loadList(shop: PageShop, query: ProductQuery, show: number): Promise<LoadedList> {
  const { sort, ...filters } = query
  const facets = shop.facets(filters)
  const openings = shop.openings()
  const items: Product[] = []
  let after: string | undefined
  let total = 0
  do {
    const page = await shop.products({
      ...query,
      limit: Math.min(MAX_LIMIT, show - items.length),
      ...(after === undefined ? {} : { after }),
    })
    items.push(...page.items)
    total = page.total
    after = page.next ?? undefined
  } while (after !== undefined && items.length < show)
  return { items, total, more: after !== undefined, filters, sort, facets: await facets, openings: await openings, show }
}
