import { type RawBuilder, sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { AdminProduct, Category, PRODUCT_SORTS, Product, ProductQuery } from '../../contract/product.ts'
import { DEFAULT_LIMIT } from '../../contract/shared.ts'
import { EGGLESS_WORDS } from '../../domain/egg.ts'
import { fromRupees } from '../../domain/money.ts'
import { countUpTo } from '../db/count-up-to.sql.ts'
import type { Queryable } from '../db/database.ts'
import { literally } from '../db/literally.ts'
import { decodeMark, encodeMark, type PageMark } from '../http/paging.ts'
import { refuse } from '../refusal.ts'
import { type ProductRow, toAdminProduct, toPublicProduct } from './product-row.ts'
import { ON_SHELF, PRODUCT_COLUMNS } from './products.sql.ts'

type Sql = RawBuilder<unknown>
type Sort = {
  /** What is ordered by, before the id; as in its index. */
  readonly key: Sql
  /** The key as the text of a page mark. */
  readonly mark: Sql
  /** The mark's text as a key again. */
  readonly from: (value: string) => Sql
  readonly falls: boolean
}

const NAME = sql`lower(p.name)`
const RATING = sql`(p.rating_sum * 1000 / greatest(p.rating_count, 1))`
const number = (value: string): Sql => (/^\d{1,16}$/.test(value) ? sql`${value}::bigint` : refuseMark())
const price = { key: sql`p.base_price`, mark: sql`p.base_price::text`, from: number }

/** Microseconds since 1970: a mark of milliseconds would skip what was stored in the same one. */
const SORTS: Record<(typeof PRODUCT_SORTS)[number], Sort> = {
  newest: {
    key: sql`p.created_at`,
    mark: sql`(extract(epoch from p.created_at) * 1000000)::bigint::text`,
    from: (value) => sql`(timestamptz 'epoch' + ${number(value)} * interval '1 microsecond')`,
    falls: true,
  },
  name: { key: NAME, mark: NAME, from: (value) => sql`${value}::text`, falls: false },
  price: { ...price, falls: false },
  '-price': { ...price, falls: true },
  rating: { key: RATING, mark: sql`${RATING}::text`, from: number, falls: true },
}

const refuseMark = (): never => refuse('request.invalid', { issues: [{ path: 'querystring/after', message: 'belongs to another list' }] })

export type ListView = { readonly for: 'public' } | { readonly for: 'staff'; readonly archived?: boolean | undefined }

/**
 * A page of the catalogue. The public sees what is on the shelf; staff also what is hidden, or with `archived` only what was
 * taken out. Pages are cut by the sort value and id of their last row: what is added meanwhile moves nothing.
 */
export function listProducts(read: Queryable, query: ProductQuery, view: { readonly for: 'public' }): Promise<Page<Product>>
export function listProducts(
  read: Queryable,
  query: ProductQuery,
  view: { readonly for: 'staff'; readonly archived?: boolean | undefined },
): Promise<Page<AdminProduct>>
export async function listProducts(read: Queryable, query: ProductQuery, view: ListView): Promise<Page<Product>> {
  const typed = words(query.search ?? '')
  const found = await pageOf(
    read,
    query,
    typed.map((word) => [word]),
    view,
  )
  if (found.total > 0 || typed.length === 0) return found
  // Nothing has these words: perhaps they were meant otherwise.
  const meant = await nearWords(read, typed)
  return meant === null ? found : await pageOf(read, query, meant, view)
}

/** For each word itself or what is near it, the nearest first. null when a word is near nothing. */
async function nearWords(read: Queryable, typed: readonly string[]): Promise<string[][] | null> {
  const { rows } = await sql<{ near: string[] }>`
    select near_words(lower(word)) as near from unnest(${[...typed]}::text[]) with ordinality as w (word, place) order by place`.execute(
    read,
  )
  const meant = rows.map(({ near }, place) => [typed[place] ?? '', ...near])
  return meant.some((some) => some.length > 1) ? meant : null
}

/** `search`: of each list one word must be found. */
async function pageOf(
  read: Queryable,
  query: ProductQuery,
  search: readonly (readonly string[])[],
  view: ListView,
): Promise<Page<Product>> {
  const sort = SORTS[query.sort ?? 'newest']
  const limit = query.limit ?? DEFAULT_LIMIT
  const wanted = [shelf(view), ...filters(query), ...search.map(hasOneOf)]
  const all = sql.join(wanted, sql` and `)
  const here = query.after === undefined ? all : sql.join([...wanted, beyond(sort, decodeMark(query.after))], sql` and `)
  const direction = sort.falls ? sql`desc` : sql`asc`
  const { rows } = await sql<ProductRow & { mark: string }>`
    select ${PRODUCT_COLUMNS}, ${sort.mark} as mark from products p where ${here}
     order by ${sort.key} ${direction}, p.id ${direction} limit ${limit + 1}`.execute(read)
  const total = await countUpTo(read, sql`select from products p where ${all}`)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(toAdminProduct).map((product) => (view.for === 'public' ? toPublicProduct(product) : product)),
    total,
    next: rows.length > limit && last !== undefined ? encodeMark({ value: last.mark, id: last.id }) : null,
  }
}

const shelf = (view: ListView): Sql =>
  view.for === 'public' ? ON_SHELF : view.archived === true ? sql`p.archived_at is not null` : sql`p.archived_at is null`

const beyond = ({ key, from, falls }: Sort, mark: PageMark): Sql =>
  falls ? sql`(${key}, p.id) < (${from(mark.value)}, ${mark.id})` : sql`(${key}, p.id) > (${from(mark.value)}, ${mark.id})`

function filters(query: ProductQuery): Sql[] {
  const { category, subcategory, available, egg, minPrice, maxPrice } = query
  return [
    ...(category === undefined ? [] : [sql`p.category = ${category}`]),
    ...(subcategory === undefined ? [] : [sql`p.subcategory = ${subcategory}`]),
    ...(available === undefined ? [] : [available ? sql`p.available` : sql`not p.available`]),
    ...(egg === undefined ? [] : [eggOption(egg)]),
    ...(minPrice === undefined ? [] : [sql`p.base_price >= ${fromRupees(minPrice)}`]),
    ...(maxPrice === undefined ? [] : [sql`p.base_price <= ${fromRupees(maxPrice)}`]),
  ]
}

const eggOption = (egg: 'egg' | 'eggless'): Sql => {
  const is = egg === 'eggless' ? sql`~*` : sql`!~*`
  return sql`exists (select from product_options o where o.product_id = p.id and o.kind = 'egg' and o.name ${is} ${sql.lit(EGGLESS_WORDS)})`
}

/** Line breaks keep a word from matching over the seam of two fields. */
const SEARCHED = sql`(p.name || E'\\n' || p.category || E'\\n' || p.subcategory || E'\\n' || p.description)`

const hasOneOf = (some: readonly string[]): Sql =>
  sql`(${sql.join(
    some.map((word) => sql`${SEARCHED} ilike ${`%${literally(word)}%`}`),
    sql` or `,
  )})`

const MOST_WORDS = 8
const words = (search: string): string[] => [...new Set(search.normalize('NFC').split(/\s+/).filter(Boolean))].slice(0, MOST_WORDS)

/** At most 8, newest first. */
export async function featuredProducts(read: Queryable): Promise<Product[]> {
  const { rows } = await sql<ProductRow>`
    select ${PRODUCT_COLUMNS} from products p where ${ON_SHELF} and p.featured order by p.created_at desc, p.id desc limit 8`.execute(read)
  return rows.map(toAdminProduct).map(toPublicProduct)
}

/**
 * In the menus' order, with the number of products on the shelf in each; a product without a subcategory counts in its category only.
 * Hidden categories are left out.
 */
export async function listCategories(read: Queryable): Promise<Category[]> {
  const { rows } = await sql<{ category: string; description: string; subcategory: string; count: number }>`
    select n.category, coalesce(c.description, '') as description, n.subcategory, n.count
      from (select p.category, p.subcategory, count(*) as count from products p where ${ON_SHELF} group by 1, 2) n
      left join categories c on c.name = n.category left join subcategories s on s.category_id = c.id and s.name = n.subcategory
     where c.hidden is not true order by c.place, n.category, s.place, n.subcategory`.execute(read)
  const categories = new Map<string, Category>()
  for (const { category: name, description, subcategory, count } of rows) {
    const category = categories.get(name) ?? { name, description, count: 0, subcategories: [] }
    category.count += count
    if (subcategory !== '') category.subcategories.push({ name: subcategory, count })
    categories.set(name, category)
  }
  return [...categories.values()]
}
