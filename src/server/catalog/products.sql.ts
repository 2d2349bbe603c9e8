import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { AdminProduct, ProductInput, ProductPage, Review } from '../../contract/product.ts'
import { SHOP } from '../db/append.sql.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import { columnsOf, optionsOf, type ProductRow, type ReviewRow, toAdminProduct, toPublicProduct, toReview } from './product-row.ts'

/** Of `products p`; fits {@link ProductRow}. */
export const PRODUCT_COLUMNS = sql`
  p.id, p.name, p.description, p.category, p.subcategory, p.base_price, p.cost_price, p.image, p.image_alt, p.drawing, p.available,
  p.featured, p.stock, p.compare_at_price, p.lead_hours, p.points, p.hsn, p.publish_at, p.unpublish_at, p.allergens,
  p.options, p.rating_sum, p.rating_count, p.archived_at, p.version, p.created_at, p.updated_at`

/** The same predicate as in the partial indexes. */
export const ON_SHELF = sql`p.archived_at is null and p.available`

const REVIEWS_SHOWN = 20

/** In the order of `ids`' products by id; those that are not there are left out. */
export async function findProducts(read: Queryable, ids: readonly string[]): Promise<AdminProduct[]> {
  const { rows } = await sql<ProductRow>`
    select ${PRODUCT_COLUMNS} from products p where p.id = any (${[...ids]}::text[]) order by p.id`.execute(read)
  return rows.map(toAdminProduct)
}

export async function findProduct(read: Queryable, id: string): Promise<AdminProduct | null> {
  const [product] = await findProducts(read, [id])
  return product ?? null
}

/** A row as JSON has it. */
type KeptRow = Omit<ProductRow, 'created_at' | 'updated_at' | 'publish_at' | 'unpublish_at' | 'archived_at'> &
  Record<'created_at' | 'updated_at', string> &
  Record<'publish_at' | 'unpublish_at' | 'archived_at', string | null>

const dateOf = (time: string | null): Date | null => (time === null ? null : new Date(time))

const toRow = (kept: KeptRow): ProductRow => ({
  ...kept,
  created_at: new Date(kept.created_at),
  updated_at: new Date(kept.updated_at),
  publish_at: dateOf(kept.publish_at),
  unpublish_at: dateOf(kept.unpublish_at),
  archived_at: dateOf(kept.archived_at),
})

/**
 * Products as they stood at those versions, for some weeks after another followed: what the feed told staff then, since whatever makes a
 * version tells it, or what was kept because the feed would have forgotten it. The others are left out.
 */
export async function findVersions(read: Queryable, wanted: readonly { id: string; version: number }[]): Promise<AdminProduct[]> {
  const { rows } = await sql<{ was: KeptRow | null; told: AdminProduct | null }>`
    select to_jsonb(p) || v.was as was, e.body::json -> 'data' as told
      from unnest(${wanted.map(({ id }) => id)}::text[], ${wanted.map(({ version }) => version)}::int[]) as w (id, version)
      left join product_versions v on v.product_id = w.id and v.version = w.version
      left join products p on p.id = v.product_id
      left join feed.entry e on v.version is null and e.shop = ${SHOP} and e.entity = 'product:' || w.id and e.aud = 'catalogue' and e.rev = w.version`.execute(
    read,
  )
  return rows.flatMap(({ was, told }) => (was !== null ? [toAdminProduct(toRow(was))] : told !== null ? [told] : []))
}

async function newestReviews(read: Queryable, productId: string): Promise<Review[]> {
  const { rows } = await sql<ReviewRow>`
    select id, product_id, author, rating, comment, created_at, version from reviews where product_id = ${productId} and state = 'published'
     order by created_at desc, id desc limit ${sql.lit(REVIEWS_SHOWN)}`.execute(read)
  return rows.map(toReview)
}

/** One product with its newest 20 reviews. The public sees none that is hidden or archived. */
export function getProduct(read: Queryable, id: string, view: 'public'): Promise<ProductPage | null>
export function getProduct(read: Queryable, id: string, view: 'staff'): Promise<(AdminProduct & { reviews: Review[] }) | null>
export async function getProduct(read: Queryable, id: string, view: 'public' | 'staff'): Promise<ProductPage | null> {
  const product = await findProduct(read, id)
  if (product === null || (view === 'public' && (product.archived || !product.available))) return null
  return { ...(view === 'public' ? toPublicProduct(product) : product), reviews: await newestReviews(read, id) }
}

/** Locks one product for this transaction and reads it. */
export async function lockProduct(tx: Tx, id: string): Promise<AdminProduct | null> {
  const { rows } = await sql<ProductRow>`select ${PRODUCT_COLUMNS} from products p where p.id = ${id} for update`.execute(tx)
  const [row] = rows
  return row === undefined ? null : toAdminProduct(row)
}

/** Locks products for this transaction, lower ids first, and reads them; those that are not there are left out. */
export async function lockProducts(tx: Tx, ids: readonly string[]): Promise<AdminProduct[]> {
  const { rows } = await sql<ProductRow>`
    select ${PRODUCT_COLUMNS} from products p where p.id = any (${[...ids]}::text[]) order by p.id for update`.execute(tx)
  return rows.map(toAdminProduct)
}

export async function insertProduct(tx: Tx, input: ProductInput): Promise<string> {
  const { id } = await tx.insertInto('products').values(columnsOf(input)).returning('id').executeTakeFirstOrThrow()
  await insertOptions(tx, id, input)
  return id
}

/** Writes every field, and all options anew when one of them differs from `before`, as the next version. The caller holds the product's lock. */
export async function writeProduct(tx: Tx, id: string, input: ProductInput, before: ProductInput): Promise<void> {
  await tx
    .updateTable('products')
    .set({ ...columnsOf(input), version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
  if (isDeepStrictEqual(optionsOf(input), optionsOf(before))) return
  await tx.deleteFrom('product_options').where('product_id', '=', id).execute()
  await insertOptions(tx, id, input)
}

async function insertOptions(tx: Tx, productId: string, input: ProductInput): Promise<void> {
  const options = optionsOf(input).map((option) => ({ product_id: productId, ...option }))
  if (options.length > 0) await tx.insertInto('product_options').values(options).execute()
}

export function setArchived(tx: Tx, id: string, archived: boolean): void {
  send(
    tx,
    sql`update products set archived_at = case when ${archived}::boolean then now() end, version = version + 1, updated_at = now() where id = ${id}`,
  )
}

/** Locks those with a stock, lower ids first, so that two orders never wait for each other. Made-to-order ones are left out. */
export async function lockStocks(tx: Tx, ids: readonly string[]): Promise<{ id: string; stock: number }[]> {
  const { rows } = await sql<{ id: string; stock: number }>`
    select id, stock from products where id = any (${[...ids]}::text[]) and stock is not null order by id for no key update`.execute(tx)
  return rows
}

/** Adds to the stock of products that are locked; negative takes. */
export const addToStocks = (changes: ReadonlyMap<string, number>) => sql`
  update products p set stock = p.stock + c.pieces, version = p.version + 1, updated_at = now()
    from unnest(${[...changes.keys()]}::text[], ${[...changes.values()]}::int[]) as c (id, pieces)
   where p.id = c.id`

export type NewReview = {
  readonly author: string
  readonly rating: number
  readonly comment: string
  readonly accountId?: string
  readonly at?: Date
}

export async function insertReviews(tx: Tx, productId: string, reviews: readonly NewReview[]): Promise<void> {
  const rows = reviews.map(({ author, rating, comment, accountId, at }) => ({
    product_id: productId,
    author,
    rating,
    comment,
    account_id: accountId ?? null,
    ...(at !== undefined && { created_at: at }),
  }))
  await tx.insertInto('reviews').values(rows).execute()
  const sum = reviews.reduce((total, { rating }) => total + rating, 0)
  await sql`
    update products set rating_sum = rating_sum + ${sum}, rating_count = rating_count + ${reviews.length},
           version = version + 1, updated_at = now() where id = ${productId}`.execute(tx)
}

/** For this transaction: whether no other node publishes. */
export async function mayPublish(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock('products'::regclass::oid::int, 0) as free`.execute(tx)
  return rows[0]?.free ?? false
}

const dueAt = (now: Date) => sql`p.archived_at is null and (p.publish_at <= ${now} or p.unpublish_at <= ${now})`

export async function isAnyDue(read: Queryable, now: Date): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`select exists (select from products p where ${dueAt(now)}) as due`.execute(read)
  return rows[0]?.due ?? false
}

/** Locks at most `most` products whose time has come and that nobody works on. */
export async function lockDue(tx: Tx, now: Date, most: number): Promise<AdminProduct[]> {
  const { rows } = await sql<ProductRow>`
    select ${PRODUCT_COLUMNS} from products p where ${dueAt(now)} order by p.id limit ${most} for update skip locked`.execute(tx)
  return rows.map(toAdminProduct)
}

/** Does to locked products what was planned for until `now`. */
export async function carryOut(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await sql`
    update products set
      available = case when unpublish_at <= ${now} then false when publish_at <= ${now} then true else available end,
      publish_at = case when publish_at > ${now} then publish_at end,
      unpublish_at = case when unpublish_at > ${now} then unpublish_at end,
      version = version + 1, updated_at = now()
     where id = any (${[...ids]}::text[])`.execute(tx)
}
