import { sql } from 'kysely'
import type { Choice, Option } from '../../domain/choice.ts'
import type { Paise } from '../../domain/money.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

/** A product as far as buying goes. */
export type Offer = {
  readonly id: string
  readonly name: string
  readonly image: string
  readonly base: Paise
  /** Neither archived nor hidden. */
  readonly onOffer: boolean
  /** Pieces left; null: made to order. */
  readonly stock: number | null
  readonly options: readonly Option[]
}

export type StoredLine = Choice & {
  readonly id: string
  readonly productId: string
  readonly quantity: number
  readonly message: string
}

export type StoredCart = {
  readonly id: string
  readonly version: number
  readonly updatedAt: Date
  /** In the order in which they were put in. */
  readonly lines: readonly StoredLine[]
  /** Of every product in the lines. */
  readonly offers: readonly Offer[]
}

export const offerJson = sql`json_build_object(
  'id', p.id, 'name', p.name, 'image', p.image, 'base', p.base_price, 'onOffer', p.available and p.archived_at is null, 'stock', p.stock,
  'options', (select coalesce(json_agg(json_build_object('field', case o.kind when 'egg' then 'eggOption' else o.kind end,
                                                         'name', o.name, 'factor', o.multiplier) order by o.place), '[]')
                from product_options o where o.product_id = p.id))`

/** Of the cart `c`. */
export const linesJson = sql`(
  select coalesce(json_agg(json_build_object('id', i.id, 'productId', i.product_id, 'quantity', i.quantity, 'flavor', i.flavor, 'size', i.size,
                                             'eggOption', i.egg_option, 'message', i.message) order by i.place), '[]')
    from cart_items i where i.cart_id = c.id)`

/** No row when this account has never had a cart. @param more products whose offers are wanted too */
export const cartQuery = (accountId: string, more: readonly string[] = []) => sql<StoredCart>`
  select c.id, c.version, c.updated_at as "updatedAt", ${linesJson} as lines,
         (select coalesce(json_agg(${offerJson}), '[]') from products p
           where p.id in (select product_id from cart_items where cart_id = c.id union select unnest(${[...more]}::text[]))) as offers
    from carts c where c.account_id = ${accountId}`

/** @returns null when this account has never had a cart */
export async function findCart(read: Queryable, accountId: string): Promise<StoredCart | null> {
  const { rows } = await cartQuery(accountId).execute(read)
  return rows[0] ?? null
}

/** A cart that is locked, with the offer of what is to be put in. */
export async function findCartWith(tx: Tx, accountId: string, productId: string): Promise<StoredCart> {
  const { rows } = await cartQuery(accountId, [productId]).execute(tx)
  const [cart] = rows
  if (cart === undefined) throw new Error(`Account ${accountId} has no cart`)
  return cart
}

/** Makes the cart when there is none. Its row stays locked until the transaction ends, and its version counts this write. */
export function lockCart(tx: Tx, accountId: string): void {
  send(
    tx,
    sql`insert into carts as c (account_id) values (${accountId})
        on conflict (account_id) do update set version = c.version + 1, updated_at = now()`,
  )
}

/** Makes the cart when there is none; locks nothing that was there. */
export async function ensureCart(tx: Tx, accountId: string): Promise<void> {
  await tx
    .insertInto('carts')
    .values({ account_id: accountId })
    .onConflict((c) => c.column('account_id').doNothing())
    .execute()
}

/** As {@link lockCart}, but makes none. */
export async function lockExistingCart(tx: Tx, accountId: string): Promise<{ id: string } | undefined> {
  return await tx
    .updateTable('carts')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('account_id', '=', accountId)
    .returning('id')
    .executeTakeFirst()
}

/** Waits for whoever writes to these carts. In the order of their ids, as everybody locks. */
export async function lockCarts(tx: Tx, accountIds: readonly string[]): Promise<readonly { id: string; accountId: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    select id, account_id as "accountId" from carts where account_id = any (${[...accountIds]}::text[]) order by id for update`.execute(tx)
  return rows
}

/** As {@link lockCarts}, of one account, ahead of what is asked next. */
export function holdCart(tx: Tx, accountId: string): void {
  send(tx, sql`select from carts where account_id = ${accountId} for update`)
}

export function insertLine(tx: Tx, cartId: string, line: StoredLine): void {
  send(
    tx,
    sql`insert into cart_items (id, cart_id, product_id, quantity, flavor, size, egg_option, message)
        values (${line.id}, ${cartId}, ${line.productId}, ${line.quantity}, ${line.flavor}, ${line.size}, ${line.eggOption}, ${line.message})`,
  )
}

export function setLine(tx: Tx, line: StoredLine): void {
  send(
    tx,
    sql`update cart_items set quantity = ${line.quantity}, flavor = ${line.flavor}, size = ${line.size}, egg_option = ${line.eggOption},
                              message = ${line.message} where id = ${line.id}`,
  )
}

export async function removeLines(tx: Tx, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length > 0) await tx.deleteFrom('cart_items').where('id', 'in', lineIds).execute()
}

export async function emptyCart(tx: Tx, cartId: string): Promise<void> {
  await tx.deleteFrom('cart_items').where('cart_id', '=', cartId).execute()
}

/** Adds the lines of one cart to those of another and leaves the first empty. Both are locked by the caller. */
export async function pourLines(tx: Tx, fromCartId: string, toCartId: string, most: number): Promise<number> {
  const { rows } = await sql<{ poured: number }>`
    with taken as (
      delete from cart_items where cart_id = ${fromCartId} returning *
    ), put as (
      insert into cart_items (cart_id, product_id, quantity, flavor, size, egg_option, message)
      select ${toCartId}, product_id, quantity, flavor, size, egg_option, message from taken order by place
      on conflict on constraint cart_items_same
        do update set quantity = least(${most}::int, cart_items.quantity + excluded.quantity)
      returning 1
    )
    select count(*)::int as poured from put`.execute(tx)
  return rows[0]?.poured ?? 0
}

export async function countWrites(tx: Tx, cartIds: readonly string[]): Promise<void> {
  await tx.updateTable('carts').set({ version: sql`version + 1`, updated_at: sql`now()` }).where('id', 'in', cartIds).execute()
}

/** Of lines of a locked cart; none left takes the line out. The cart's version counts it. */
export function lowerLines(tx: Tx, cartId: string, left: readonly { readonly id: string; readonly quantity: number }[]): void {
  send(
    tx,
    sql`
    with left_over as (
      select * from json_to_recordset(${JSON.stringify(left)}::json) as x (id text, quantity int)
    ), lowered as (
      update cart_items i set quantity = l.quantity from left_over l where i.id = l.id and l.quantity > 0
    ), removed as (
      delete from cart_items i using left_over l where i.id = l.id and l.quantity <= 0
    )
    update carts set version = version + 1, updated_at = now() where id = ${cartId}`,
  )
}
