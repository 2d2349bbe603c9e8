import { sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { AdminReview, OwnReview, ReviewQuery, ReviewState } from '../../contract/review.ts'
import { DEFAULT_LIMIT } from '../../contract/shared.ts'
import { type ReviewRow, toReview } from '../catalog/product-row.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { markOf, olderThan } from '../db/newest-first.sql.ts'
import { encodeMark } from '../http/paging.ts'

type Row = ReviewRow & {
  readonly account_id: string | null
  readonly state: ReviewState
  readonly reason: string
  readonly product: string
}
/** With who wrote it, which nobody is told. */
export type StoredReview = AdminReview & { readonly accountId: string | null }

const COLUMNS = sql`r.id, r.product_id, r.account_id, r.author, r.rating, r.comment, r.created_at, r.version, r.state, r.reason, p.name as product`

const toStored = (row: Row): StoredReview => ({
  ...toReview(row),
  state: row.state,
  reason: row.reason,
  product: row.product,
  accountId: row.account_id,
})

export const toAdminReview = ({ accountId: _, ...review }: StoredReview): AdminReview => review
export const toOwnReview = ({ accountId: _, product: _name, ...review }: StoredReview): OwnReview => review

export async function findReview(read: Queryable, id: string): Promise<StoredReview | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from reviews r join products p on p.id = r.product_id where r.id = ${id}`.execute(read)
  return rows[0] === undefined ? null : toStored(rows[0])
}

export async function findReviewOf(read: Queryable, productId: string, accountId: string): Promise<StoredReview | null> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from reviews r join products p on p.id = r.product_id
     where r.product_id = ${productId} and r.account_id = ${accountId}`.execute(read)
  return rows[0] === undefined ? null : toStored(rows[0])
}

/** An order of theirs with this product was delivered. */
export async function hasReceived(read: Queryable, productId: string, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from orders o join order_items i on i.order_id = o.id
     where o.account_id = ${accountId} and o.status = 'delivered' and i.product_id = ${productId} limit 1`.execute(read)
  return rows.length > 0
}

export async function areFirstChecked(read: Queryable): Promise<boolean> {
  const { reviews_first_checked: checked } = await read.selectFrom('settings').select('reviews_first_checked').executeTakeFirstOrThrow()
  return checked
}

type NewReview = { productId: string; accountId: string; author: string; rating: number; comment: string; state: ReviewState }

export async function insertReview(tx: Tx, { productId, accountId, ...rest }: NewReview): Promise<string> {
  const values = { product_id: productId, account_id: accountId, ...rest }
  return (await tx.insertInto('reviews').values(values).returning('id').executeTakeFirstOrThrow()).id
}

type Change = { rating?: number; comment?: string; state?: ReviewState; reason?: string }

/** As its next version. The caller holds the product's lock. */
export async function updateReview(tx: Tx, id: string, change: Change): Promise<void> {
  await tx
    .updateTable('reviews')
    .set({ ...change, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute()
}

export async function deleteReview(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('reviews').where('id', '=', id).execute()
}

/** Adds to what a product's rating is counted from, as its next version. The caller holds its lock. */
export async function moveRating(tx: Tx, productId: string, sum: number, count: number): Promise<void> {
  await sql`
    update products set rating_sum = rating_sum + ${sum}, rating_count = rating_count + ${count},
           version = version + 1, updated_at = now() where id = ${productId}`.execute(tx)
}

/** Newest first. */
export async function listReviews(
  read: Queryable,
  { state, product, limit = DEFAULT_LIMIT, after }: ReviewQuery,
): Promise<Page<AdminReview>> {
  const wanted = [
    sql`true`,
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(product === undefined ? [] : [sql`r.product_id = ${product}`]),
  ]
  const where = sql.join(wanted, sql` and `)
  const { rows } = await sql<Row & { mark: string }>`
    select ${COLUMNS}, ${markOf('r')} as mark from reviews r join products p on p.id = r.product_id
     where ${where} and ${olderThan('r', after)} order by r.created_at desc, r.id desc limit ${limit + 1}`.execute(read)
  const total = await sql<{ count: number }>`select count(*)::int as count from reviews r where ${where}`.execute(read)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map((row) => toAdminReview(toStored(row))),
    total: total.rows[0]?.count ?? 0,
    next: rows.length > limit && last !== undefined ? encodeMark({ value: last.mark, id: last.id }) : null,
  }
}
