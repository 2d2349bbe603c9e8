import { type RawBuilder, sql } from 'kysely'
import type { FacetQuery, Facets } from '../../contract/product.ts'
import { ALLERGENS } from '../../domain/allergens.ts'
import { fromRupees } from '../../domain/money.ts'
import type { Queryable } from '../db/database.ts'
import { fixedFilters, inView, type Narrowing, narrowings } from './product-filters.sql.ts'
import { answers, readSearch } from './search.sql.ts'

type Sql = RawBuilder<unknown>
type Row = { readonly facet: Narrowing; readonly name: string; readonly count: number }

const MOST_VALUES = 24
const MOST_LOOKED_AT = 5000
/** Rupees. Of a bakery: pastries, small cakes, cakes, large ones. */
const PRICES = [
  [0, 300],
  [300, 600],
  [600, 1000],
  [1000, 2000],
  [2000, null],
] as const

/** Counts each value of what a list can be narrowed by, with all its other narrowings in place. */
export async function countFacets(read: Queryable, query: FacetQuery): Promise<Facets> {
  const search = await readSearch(read, query.search, { for: 'public' })
  const found = search === null ? [] : [answers({ ...search, common: false })]
  const all = [inView({ for: 'public' }), ...(await fixedFilters(read, query)), ...found]
  const { category, ...rest } = narrowings(query)
  const narrowed = Object.entries(rest) as [Exclude<Narrowing, 'category'>, Sql | null][]
  const within = narrowed.map(([name, narrowing]) => sql`${narrowing ?? sql`true`} as ${sql.ref(`in_${name}`)}`)
  const others = (but: Narrowing) =>
    sql.join(
      narrowed.flatMap(([name]) => (name === but ? [] : sql.ref(`c.in_${name}`))),
      sql` and `,
    )
  const inCategory = category === null ? all : [...all, category]
  const inAnyCategory = [...all, ...narrowed.flatMap(([, narrowing]) => narrowing ?? [])]
  const { rows } = await sql<Row>`
    with c as materialized (
      select p.subcategory, p.facets, p.allergens, p.base_price, ${sql.join(within)} from products p where ${sql.join(inCategory, sql` and `)} limit ${MOST_LOOKED_AT}
    )
    select 'category' as facet, category as name, count(*) as count
      from (select p.category from products p where ${sql.join(inAnyCategory, sql` and `)} limit ${MOST_LOOKED_AT}) p group by category
    union all
    select 'subcategory', c.subcategory, count(*) from c where c.subcategory <> '' and ${others('subcategory')} group by c.subcategory
    union all
    select split_part(f, ':', 1), substr(f, strpos(f, ':') + 1), count(*) from c, unnest(c.facets) f
     where case when starts_with(f, 'flavor:') then ${others('flavor')} when starts_with(f, 'size:') then ${others('size')} else ${others('egg')} end
     group by f
    union all
    select 'price', r.place::text, count(*) from c
      join unnest(${PRICES.map(([from]) => fromRupees(from))}::bigint[], ${PRICES.map(([, to]) => to && fromRupees(to))}::bigint[])
           with ordinality as r (least, most, place) on c.base_price >= r.least and (r.most is null or c.base_price <= r.most)
     where ${others('price')} group by r.place
    union all
    select 'free', a, count(*) from c, unnest(${[...ALLERGENS]}::text[]) a where not a = any (c.allergens) and ${others('free')} and c.in_free
     group by a
    order by count desc, name`.execute(read)
  const counted = (facet: Narrowing) => rows.filter((row) => row.facet === facet)
  const named = (facet: Narrowing) =>
    counted(facet)
      .slice(0, MOST_VALUES)
      .map(({ name, count }) => ({ name, count }))
  const countOf = (facet: Narrowing, wanted: string) => counted(facet).find(({ name }) => name === wanted)?.count ?? 0
  return {
    categories: named('category'),
    subcategories: named('subcategory'),
    flavors: named('flavor'),
    sizes: named('size'),
    eggs: (['eggless', 'egg'] as const).map((name) => ({ name, count: countOf('egg', name) })),
    prices: PRICES.map(([from, to], index) => ({ from, to, count: countOf('price', String(index + 1)) })),
    freeFrom: ALLERGENS.map((name) => ({ name, count: countOf('free', name) })),
  }
}
