import { type RawBuilder, sql } from 'kysely'
import { MOST_COUNTED, type Page } from '../../contract/page.ts'
import type { AdminProduct, Category, PRODUCT_SORTS, Product, ProductQuery } from '../../contract/product.ts'
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../contract/shared.ts'
import { countUpTo } from '../db/count-up-to.sql.ts'
import type { Queryable } from '../db/database.ts'
import { decodeMark, encodeMark, type PageMark } from '../http/paging.ts'
import { refuse } from '../refusal.ts'
import { fixedFilters, inView, type ListView, narrowings } from './product-filters.sql.ts'
import { type ProductRow, toAdminProduct, toPublicProduct } from './product-row.ts'
import { ON_SHELF, PRODUCT_COLUMNS } from './products.sql.ts'
import { answers, asTyped, isCommon, rankOf, readSearch, type Search } from './search.sql.ts'

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
const SORTS: Record<Exclude<(typeof PRODUCT_SORTS)[number], 'best'>, Sort> = {
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
  const narrowed = Object.values(narrowings(query)).flatMap((narrowing) => narrowing ?? [])
  const wanted = [inView(view), ...(await fixedFilters(read, query)), ...narrowed]
  const { rows, total } = await find(read, wanted, query, view)
  const limit = query.limit ?? DEFAULT_LIMIT
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(toAdminProduct).map((product) => (view.for === 'public' ? toPublicProduct(product) : product)),
    total,
    next: rows.length > limit && last !== undefined ? encodeMark({ value: last.mark, id: last.id }) : null,
  }
}

type Marked = ProductRow & { readonly mark: string }
/** One row more than the page, if there is one. */
type Found = { readonly rows: readonly Marked[]; readonly total: number }

async function find(read: Queryable, wanted: readonly Sql[], query: ProductQuery, view: ListView): Promise<Found> {
  const typed = (query.sort ?? 'best') === 'best' ? asTyped(query.search) : null
  // Nearly always something has the words: then nothing else is asked.
  const found = typed === null ? null : await best(read, wanted, typed, view, query)
  if (found !== null && found.rows.length > 0) return found
  const search = await readSearch(read, query.search, view, wanted)
  return search !== null && typed !== null ? await best(read, wanted, search, view, query) : await sorted(read, wanted, search, query)
}

const both = (wanted: readonly Sql[], search: Search | null): Sql =>
  sql.join([...wanted, ...(search === null ? [] : [answers(search)])], sql` and `)

async function sorted(
  read: Queryable,
  wanted: readonly Sql[],
  search: Search | null,
  { sort: name = 'newest', limit = DEFAULT_LIMIT, after }: ProductQuery,
): Promise<Found> {
  const all = both(wanted, search)
  const sort = SORTS[name === 'best' ? 'newest' : name]
  const here = after === undefined ? all : sql`${all} and ${beyond(sort, decodeMark(after))}`
  const direction = sort.falls ? sql`desc` : sql`asc`
  // What is rare is sought first and then put in order: PostgreSQL would expect to meet some of it soon in that order.
  const from =
    search === null || search.common === true ? sql`products p where ${here}` : sql`(select * from products p where ${here} offset 0) p`
  const { rows } = await sql<Marked>`
    select ${PRODUCT_COLUMNS}, ${sort.mark} as mark from ${from}
     order by ${sort.key} ${direction}, p.id ${direction} limit ${limit + 1}`.execute(read)
  return { rows, total: search?.common === true ? MOST_COUNTED : await countUpTo(read, sql`select from products p where ${all}`) }
}

/** Of what is common the newest stand on the first pages, each part by its rank. A rank is less than this. */
const NEWEST = 240
const FIRST = 1_000_000_000

/**
 * Of very many that answer, a part is ranked: {@link MOST_COUNTED}, of what is common the newest. What is called exactly so is always in it.
 */
async function best(
  read: Queryable,
  wanted: readonly Sql[],
  search: Search,
  view: ListView,
  { limit = DEFAULT_LIMIT, after }: ProductQuery,
): Promise<Found> {
  const rank = { key: sql`f.rank`, id: sql`f.id`, from: number, falls: true }
  const most = after === undefined ? NEWEST : MOST_COUNTED
  const { rows } = await sql<Marked & { ranked: number; common: boolean }>`
    with newest as materialized (
      select p.id, ${rankOf(search)} as rank, p.created_at from products p where ${isCommon(search, view, wanted)} and ${both(wanted, { ...search, common: true })}
       order by p.created_at desc, p.id desc limit ${sql.lit(most)}
    ), named as materialized (
      select p.id, ${rankOf(search)} as rank from (select * from products p where ${inView(view)} and lower(p.name) = ${search.typed} limit ${MAX_LIMIT}) p where ${both(wanted, search)}
    ), f as materialized (
      select id, rank + ${sql.lit(FIRST)} as rank from named
      union all
      select id, rank + case when row_number() over (order by created_at desc, id desc) <= ${sql.lit(NEWEST)} then ${sql.lit(FIRST)} else 0 end
        from newest where (select count(*) from newest) = ${sql.lit(most)} and id <> all (array(select id from named))
      union all
      (select p.id, ${rankOf(search)} + ${sql.lit(FIRST)} from products p
        where (select count(*) from newest) < ${sql.lit(most)} and ${both(wanted, search)} and p.id <> all (array(select id from named)) limit ${MOST_COUNTED})
    )
    select ${PRODUCT_COLUMNS}, f.rank::text as mark, (select count(*) from f) as ranked, (select count(*) from newest) = ${sql.lit(most)} as common
      from (select * from f where ${after === undefined ? sql`true` : beyond(rank, decodeMark(after))} order by f.rank desc, f.id desc limit ${limit + 1}) f
      join products p on p.id = f.id order by f.rank desc, f.id desc`.execute(read)
  const [row] = rows
  if (row === undefined) return { rows, total: await countUpTo(read, sql`select from products p where ${both(wanted, search)}`) }
  return { rows, total: row.common ? MOST_COUNTED : Math.min(row.ranked, MOST_COUNTED) }
}

const beyond = ({ key, from, falls, id = sql`p.id` }: Pick<Sort, 'key' | 'from' | 'falls'> & { id?: Sql }, mark: PageMark): Sql =>
  falls ? sql`(${key}, ${id}) < (${from(mark.value)}, ${mark.id})` : sql`(${key}, ${id}) > (${from(mark.value)}, ${mark.id})`

/** At most 8, newest first. */
export async function featuredProducts(read: Queryable): Promise<Product[]> {
  const { rows } = await sql<ProductRow>`
    select ${PRODUCT_COLUMNS} from products p where ${ON_SHELF} and p.featured order by p.created_at desc, p.id desc limit 8`.execute(read)
  return rows.map(toAdminProduct).map(toPublicProduct)
}

/** Those of these that are on the shelf, by id. */
export async function productsOnShelf(read: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, Product>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<ProductRow>`
    select ${PRODUCT_COLUMNS} from products p where ${ON_SHELF} and p.id = any (${[...ids]}::text[])`.execute(read)
  return new Map(rows.map(toAdminProduct).map((product) => [product._id, toPublicProduct(product)]))
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
