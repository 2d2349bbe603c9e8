import { sql } from 'kysely'
import type { Choice, Option } from '../../domain/choice.ts'
import type { Paise } from '../../domain/money.ts'
import type { Thousandths } from '../../domain/price.ts'
import type { OptionRow } from '../catalog/product-row.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import { STAMP } from '../delivery/shop-rules.sql.ts'

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
  /** An order must come so long before its slot. */
  readonly leadHours: number
  /** Of one piece, where its size has none of its own. */
  readonly points: number
  /** The tax class. */
  readonly hsn: string
  readonly options: readonly Option[]
}

export type StoredLine = Choice & {
  readonly id: string
  readonly productId: string
  readonly quantity: number
  readonly message: string
  /** What one cost when it was put in, or when its owner agreed to a new price since; null: not kept then. */
  readonly seenPrice: Paise | null
}

export type StoredCart = {
  readonly id: string
  readonly version: number
  readonly updatedAt: Date
  /** Of the rules by which it is priced. */
  readonly stamp: string
  /** In the order in which they were put in. */
  readonly lines: readonly StoredLine[]
  /** Of every product in the lines. */
  readonly offers: readonly Offer[]
}

/** The stock is what this person may have: also what their hold keeps. */
const offerTo = (accountId: string | null) => sql`
  p.id as "offerId", p.name, p.image, p.base_price as base, p.available and p.archived_at is null as "onOffer",
  p.lead_hours as "leadHours", p.points, p.hsn, p.options,
  case when p.stock is not null then p.stock + held_pieces(${accountId}, p.id) end as stock`

type OfferRow = Omit<Offer, 'id' | 'options'> & { readonly offerId: string; readonly options: readonly OptionRow[] }

const FIELDS = { flavor: 'flavor', size: 'size', egg: 'eggOption', design: 'design', extra: 'extras' } as const

const toOffer = ({ offerId: id, name, image, base, onOffer, stock, leadHours, points, hsn, options }: OfferRow): Offer => ({
  id,
  name,
  image,
  base,
  onOffer,
  stock,
  leadHours,
  points,
  hsn,
  options: options.map(([kind, name, , factor, charge, available, points]) => ({
    field: FIELDS[kind],
    name,
    factor: factor as Thousandths,
    charge: charge as Paise,
    available,
    points,
  })),
})

/** Of products by their ids; those that are not there are left out. */
export async function findOffers(read: Queryable, accountId: string | null, ids: readonly string[]): Promise<Offer[]> {
  const { rows } = await sql<OfferRow>`select ${offerTo(accountId)} from products p where p.id = any (${[...ids]}::text[])`.execute(read)
  return rows.map(toOffer)
}

type LineRow = StoredLine & OfferRow
/** A line of a cart, or a cart without lines. */
type CartRow = Pick<StoredCart, 'version' | 'stamp'> & { readonly cartId: string; readonly updatedAt: Date } & (
    | LineRow
    | { readonly id: null }
  )

const isLine = (row: CartRow): row is CartRow & LineRow => row.id !== null

/** No row when this account has never had a cart. */
export const cartQuery = (accountId: string) => sql<CartRow>`
  select ${STAMP} as stamp, c.id as "cartId", c.version, c.updated_at as "updatedAt", i.id, i.product_id as "productId", i.quantity, i.flavor,
         i.size, i.egg_option as "eggOption", i.design, i.extras, i.message, i.seen_price as "seenPrice", ${offerTo(accountId)}
    from carts c left join cart_items i on i.cart_id = c.id left join products p on p.id = i.product_id
   where c.account_id = ${accountId} order by i.place`

/** From the rows of {@link cartQuery}. @returns null when this account has never had a cart */
export function toCart(rows: readonly CartRow[]): StoredCart | null {
  const [first] = rows
  if (first === undefined) return null
  const lines = rows.filter(isLine)
  return {
    id: first.cartId,
    version: first.version,
    updatedAt: first.updatedAt,
    stamp: first.stamp,
    lines: lines.map(({ id, productId, quantity, flavor, size, eggOption, design, extras, message, seenPrice }) => ({
      id,
      productId,
      quantity,
      flavor,
      size,
      eggOption,
      design,
      extras,
      message,
      seenPrice,
    })),
    offers: [...new Map(lines.map((line) => [line.offerId, line])).values()].map(toOffer),
  }
}

/** @returns null when this account has never had a cart */
export async function findCart(read: Queryable, accountId: string): Promise<StoredCart | null> {
  return toCart((await cartQuery(accountId).execute(read)).rows)
}

/** A cart that is locked, or null, and with the offers of its lines those of `productIds`. */
export async function findCartWith(
  tx: Tx,
  accountId: string,
  productIds: readonly string[],
): Promise<{ cart: StoredCart | null; offers: readonly Offer[] }> {
  const [cart, wanted] = await Promise.all([findCart(tx, accountId), findOffers(tx, accountId, productIds)])
  const known = new Set(wanted.map(({ id }) => id))
  return { cart, offers: [...wanted, ...(cart?.offers ?? []).filter(({ id }) => !known.has(id))] }
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
  const { rows } = await sql<{ id: string }>`
    update carts set version = version + 1, updated_at = now() where account_id = ${accountId} returning id`.execute(tx)
  return rows[0]
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
    sql`insert into cart_items (id, cart_id, product_id, quantity, flavor, size, egg_option, design, extras, message, seen_price)
        values (${line.id}, ${cartId}, ${line.productId}, ${line.quantity}, ${line.flavor}, ${line.size}, ${line.eggOption}, ${line.design},
                ${[...line.extras]}::text[], ${line.message}, ${line.seenPrice})`,
  )
}

export function setLine(tx: Tx, line: StoredLine): void {
  send(
    tx,
    sql`update cart_items set quantity = ${line.quantity}, flavor = ${line.flavor}, size = ${line.size}, egg_option = ${line.eggOption},
                              design = ${line.design}, extras = ${[...line.extras]}::text[], message = ${line.message},
                              seen_price = ${line.seenPrice} where id = ${line.id}`,
  )
}

export async function removeLines(tx: Tx, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length > 0) await tx.deleteFrom('cart_items').where('id', 'in', lineIds).execute()
}

export async function emptyCarts(tx: Tx, cartIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('cart_items').where('cart_id', 'in', cartIds).execute()
}

/** Carts with lines that nobody has touched for 60 days, and that nobody works on now. */
export async function lockUnusedCarts(tx: Tx, most: number): Promise<readonly { id: string; accountId: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    select c.id, c.account_id as "accountId" from carts c
     where c.updated_at < now() - interval '60 days' and exists (select from cart_items i where i.cart_id = c.id)
     order by c.id limit ${most} for update skip locked`.execute(tx)
  return rows
}

/** Adds the lines of one cart to those of another and leaves the first empty. Both are locked by the caller. */
export async function pourLines(tx: Tx, fromCartId: string, toCartId: string, most: number): Promise<number> {
  const { rows } = await sql<{ poured: number }>`
    with taken as (
      delete from cart_items where cart_id = ${fromCartId} returning *
    ), put as (
      insert into cart_items (cart_id, product_id, quantity, flavor, size, egg_option, design, extras, message, seen_price)
      select ${toCartId}, product_id, quantity, flavor, size, egg_option, design, extras, message, seen_price from taken order by place
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
  const gone = left.filter(({ quantity }) => quantity <= 0).map(({ id }) => id)
  if (gone.length > 0) send(tx, sql`delete from cart_items where id = any (${gone}::text[])`)
  for (const { id, quantity } of left) if (quantity > 0) send(tx, sql`update cart_items set quantity = ${quantity} where id = ${id}`)
  send(tx, sql`update carts set version = version + 1, updated_at = now() where id = ${cartId}`)
}
