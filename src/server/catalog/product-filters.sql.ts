import { type RawBuilder, sql } from 'kysely'
import type { ProductQuery } from '../../contract/product.ts'
import { fromRupees } from '../../domain/money.ts'
import type { Queryable } from '../db/database.ts'
import { momentOf } from '../db/moment.sql.ts'
import { type Room, roomOn } from '../delivery/room-on.ts'
import { ON_SHELF } from './products.sql.ts'

type Sql = RawBuilder<unknown>

export type ListView = { readonly for: 'public' } | { readonly for: 'staff'; readonly archived?: boolean | undefined }

/** The public sees what is on the shelf; staff also what is hidden, or with `archived` only what was taken out. */
export const inView = (view: ListView): Sql =>
  view.for === 'public' ? ON_SHELF : view.archived === true ? sql`p.archived_at is not null` : sql`p.archived_at is null`

/** What a list can be narrowed by, each on its own: within one, any of the values will do, but for `free`, which wants all. */
export type Narrowing = 'category' | 'subcategory' | 'flavor' | 'size' | 'egg' | 'price' | 'free'

/** null: not narrowed by that. */
export function narrowings(query: ProductQuery): Record<Narrowing, Sql | null> {
  const { category, subcategory, flavor, size, egg, minPrice, maxPrice, free } = query
  return {
    category: category === undefined ? null : sql`p.category = ${category}`,
    subcategory: subcategory === undefined ? null : sql`p.subcategory = ${subcategory}`,
    flavor: flavor === undefined ? null : hasOneOf('flavor', flavor),
    size: size === undefined ? null : hasOneOf('size', size),
    egg: egg === undefined ? null : hasOneOf('egg', [egg]),
    price: minPrice === undefined && maxPrice === undefined ? null : between(minPrice, maxPrice),
    free: free === undefined ? null : sql`not p.allergens && ${[...free]}::text[]`,
  }
}

const hasOneOf = (kind: 'flavor' | 'size' | 'egg', names: readonly string[]): Sql =>
  sql`p.facets && ${names.map((name) => `${kind}:${name}`)}::text[]`

/** Of the base price; both ends belong to it. */
function between(from: number | undefined, to: number | undefined): Sql {
  const least = from === undefined ? sql`true` : sql`p.base_price >= ${fromRupees(from)}`
  const most = to === undefined ? sql`true` : sql`p.base_price <= ${fromRupees(to)}`
  return sql`(${least} and ${most})`
}

/** The other filters of a list, which no facet is counted for. */
export async function fixedFilters(read: Queryable, { available, on }: ProductQuery): Promise<Sql[]> {
  return [
    ...(available === undefined ? [] : [available ? sql`p.available` : sql`not p.available`]),
    ...(on === undefined ? [] : [fitsInto(await roomOn(read, on, await momentOf(read)))]),
  ]
}

/** Some piece is left, and one of its smallest size finds room. */
const fitsInto = (rooms: readonly Room[]): Sql => sql`
  (p.stock is distinct from 0 and exists (
    select from unnest(${rooms.map(({ leadHours }) => leadHours)}::int[], ${rooms.map(({ points }) => points)}::int[]) as r (lead, points)
     where p.lead_hours <= r.lead and r.points >= coalesce((
       select min(coalesce(o.points, p.points)) from product_options o where o.product_id = p.id and o.kind = 'size' and o.available), p.points)))`
