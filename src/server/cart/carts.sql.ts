import { sql } from 'kysely'
import type { Choice, Option } from '../../domain/choice.ts'
import type { Paise } from '../../domain/money.ts'
import type { Queryable, Tx } from '../db/database.ts'

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

export async function findOffers(read: Queryable, productIds: readonly string[]): Promise<Offer[]> {
  const { rows } = await sql<{
    offer: Offer
  }>`select ${offerJson} as offer from products p where p.id = any (${productIds}::text[])`.execute(read)
  return rows.map((row) => row.offer)
}

/** @returns null when this account has never had a cart */
export async function findCart(read: Queryable, accountId: string): Promise<StoredCart | null> {
  const { rows } = await sql<StoredCart>`
    select c.id, c.version, c.updated_at as "updatedAt",
           (select coalesce(json_agg(json_build_object('id', i.id, 'productId', i.product_id, 'quantity', i.quantity, 'flavor', i.flavor,
                                                       'size', i.size, 'eggOption', i.egg_option, 'message', i.message) order by i.place), '[]')
              from cart_items i where i.cart_id = c.id) as lines,
           (select coalesce(json_agg(${offerJson}), '[]') from products p
             where p.id in (select product_id from cart_items where cart_id = c.id)) as offers
      from carts c where c.account_id = ${accountId}`.execute(read)
  return rows[0] ?? null
}

/** Makes the cart when there is none. Its row stays locked until the transaction ends, and its version counts this write. */
export async function lockCart(tx: Tx, accountId: string): Promise<{ id: string }> {
  return await tx
    .insertInto('carts')
    .values({ account_id: accountId })
    .onConflict((c) => c.column('account_id').doUpdateSet({ version: sql`carts.version + 1`, updated_at: sql`now()` }))
    .returning('id')
    .executeTakeFirstOrThrow()
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
export async function lockCarts(tx: Tx, accountIds: readonly string[]): Promise<{ id: string; accountId: string }[]> {
  return await tx
    .selectFrom('carts')
    .select(['id', 'account_id as accountId'])
    .where('account_id', 'in', accountIds)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Puts a line in, or adds to the one that is the same in all but quantity: at most `most` together. */
export async function putLine(tx: Tx, cartId: string, line: Omit<StoredLine, 'id'>, most: number): Promise<void> {
  await tx
    .insertInto('cart_items')
    .values({
      cart_id: cartId,
      product_id: line.productId,
      quantity: line.quantity,
      flavor: line.flavor,
      size: line.size,
      egg_option: line.eggOption,
      message: line.message,
    })
    .onConflict((c) =>
      c.constraint('cart_items_same').doUpdateSet({ quantity: sql`least(${most}::int, cart_items.quantity + excluded.quantity)` }),
    )
    .execute()
}

export async function setLine(tx: Tx, line: StoredLine): Promise<void> {
  await tx
    .updateTable('cart_items')
    .set({ quantity: line.quantity, flavor: line.flavor, size: line.size, egg_option: line.eggOption, message: line.message })
    .where('id', '=', line.id)
    .execute()
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

type Taken = Choice & { readonly productId: string; readonly quantity: number; readonly message: string }

/**
 * Takes what was ordered out of a locked cart: that many of the same cake, and nothing else.
 * @returns whether anything was there; then the cart's version counts it
 */
export async function takeFromCart(tx: Tx, cartId: string, ordered: readonly Taken[]): Promise<boolean> {
  const { rows } = await sql`
    with ordered as (
      select "productId", flavor, size, "eggOption", message, sum(quantity) as quantity
        from json_to_recordset(${JSON.stringify(ordered)}::json)
          as x ("productId" text, flavor text, size text, "eggOption" text, message text, quantity int)
       group by "productId", flavor, size, "eggOption", message
    ), hit as (
      select i.id, i.quantity - o.quantity as rest
        from cart_items i join ordered o
          on (i.product_id, i.flavor, i.size, i.egg_option, i.message) = (o."productId", o.flavor, o.size, o."eggOption", o.message)
       where i.cart_id = ${cartId}
    ), lowered as (
      update cart_items i set quantity = hit.rest from hit where i.id = hit.id and hit.rest > 0
    ), removed as (
      delete from cart_items i using hit where i.id = hit.id and hit.rest <= 0
    )
    update carts set version = version + 1, updated_at = now() where id = ${cartId} and exists (select from hit) returning 1`.execute(tx)
  return rows.length === 1
}
