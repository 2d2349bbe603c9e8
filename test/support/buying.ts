import type { Cart } from '../../src/contract/cart.ts'
import type { Order } from '../../src/contract/order.ts'
import type { Person, TestShop } from './boot.ts'
import type { Answer } from './http.ts'

export type Wanted = { productId: string; quantity: number; flavor?: string; size?: string; eggOption?: string; message?: string }

export const door = { shippingAddress: '12 Park Street, Kolkata', phone: '+91 98300 12345' }

/** Sends an order; what is in `more` goes over what is usual. */
export const order = (
  shop: TestShop,
  as: Person | undefined,
  items: unknown,
  { key, ...more }: { key?: string } & Record<string, unknown> = {},
): Promise<Answer<Order & { code: string }>> =>
  shop.call('POST', '/api/orders', { as, body: { items, ...door, ...more }, headers: key === undefined ? {} : { 'idempotency-key': key } })

/** An order that must be taken. */
export async function placed(shop: TestShop, as: Person, items: Wanted[]): Promise<Order> {
  const { status, body, text } = await order(shop, as, items)
  if (status !== 201) throw new Error(`order: ${status} ${text}`)
  return body
}

export const addToCart = (
  shop: TestShop,
  as: Person | undefined,
  wanted: Record<string, unknown>,
): Promise<Answer<Cart & { code: string }>> => shop.call('POST', '/api/cart/add', { as, body: wanted })

export const cartOf = async (shop: TestShop, as: Person): Promise<Cart> => (await shop.call<Cart>('GET', '/api/cart', { as })).body

/** What the feed says of one thing, as it was written: oldest first. */
export async function newsOf(
  shop: TestShop,
  entity: string,
): Promise<{ audience: string; type: string; rev: number; data: Record<string, unknown> }[]> {
  const rows = await shop.sql<{ aud: string; body: string }>('select aud, body from feed.entry where entity = $1 order by seq, idx', [
    entity,
  ])
  return rows.map(({ aud, body }) => ({
    audience: aud,
    ...(JSON.parse(body) as { type: string; rev: number; data: Record<string, unknown> }),
  }))
}

export const countOf = async (
  shop: TestShop,
  table: 'orders' | 'notifications' | 'feed.entry' | 'idempotency_keys' | 'accounts',
): Promise<number> => (await shop.sql<{ count: number }>(`select count(*) as count from ${table}`))[0]?.count ?? 0
