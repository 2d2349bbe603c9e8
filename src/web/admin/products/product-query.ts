import type { Page } from '../../../contract/page.ts'
import type { AdminProduct, ProductQuery } from '../../../contract/product.ts'

/** What the list of products can be narrowed by, as in its URL. */
export type ProductFilters = {
  readonly search?: string
  readonly category?: string
  readonly available?: boolean
  readonly archived?: boolean
  readonly after?: string
}

/** A value that means nothing is left out: a link that somebody mistyped still opens the list. */
export function readFilters(params: URLSearchParams): ProductFilters {
  const search = params.get('search')?.trim().slice(0, 100) ?? ''
  const category = params.get('category') ?? ''
  const available = params.get('available')
  const after = params.get('after')
  return {
    ...(search !== '' && { search }),
    ...(category !== '' && category.length <= 80 && { category }),
    ...((available === 'true' || available === 'false') && { available: available === 'true' }),
    ...(params.get('archived') === 'true' && { archived: true }),
    ...(after !== null && /^[A-Za-z0-9_-]{1,3000}$/.test(after) && { after }),
  }
}

const LIMIT = 50

export const queryOf = (filters: ProductFilters): ProductQuery & { archived?: boolean } => ({ ...filters, sort: 'name', limit: LIMIT })

/** The same list under other filters, from its first page unless `after` says otherwise. */
export function hrefOf(filters: { [F in keyof ProductFilters]?: ProductFilters[F] | undefined }): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) if (value !== undefined && value !== '') params.set(name, String(value))
  return `/admin/products${params.size === 0 ? '' : `?${params}`}`
}

// As the server sorts, where its database has the collation that the shop gives its own.
const { compare } = new Intl.Collator('en')
const standsBefore = (one: AdminProduct, other: AdminProduct): boolean =>
  (compare(one.name.toLowerCase(), other.name.toLowerCase()) || (one._id < other._id ? -1 : 1)) < 0

/** Whether a product that came or changed would now stand in this list although it does not yet. */
export function arrives(product: AdminProduct, page: Page<AdminProduct>, filters: ProductFilters): boolean {
  if (page.items.some(({ _id }) => _id === product._id)) return false
  const { search = '', category, available, archived = false, after } = filters
  const last = page.items.at(-1)
  if (after !== undefined || (page.items.length >= LIMIT && last !== undefined && !standsBefore(product, last))) return false
  const text = `${product.name}\n${product.category}\n${product.subcategory}\n${product.description}`.toLowerCase()
  return (
    product.archived === archived &&
    (category === undefined || product.category === category) &&
    (available === undefined || product.available === available) &&
    search
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  )
}
