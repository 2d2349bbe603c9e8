import { randomUUID } from 'node:crypto'
import type { Cart } from '../../src/contract/cart.ts'
import type { AdminOrder, Order } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import { type Answer, call } from './http.ts'
import { startShop } from './shop-process.ts'
import { until } from './until.ts'

/** A cake in somebody's cart, with the key as the message on it, that is to be ordered. */
export type Wish = { readonly key: string; readonly token: string; answered: string | null }

/** A shop with one cake, and buyers who order it. `url` changes with each new start. */
export type Sale = {
  url: string
  readonly owner: string
  readonly cake: Product
  readonly buyers: readonly string[]
  readonly wishes: Wish[]
  /** Where the feed stood before anybody ordered. */
  readonly began: string
}

export const STOCK = 10_000
const owner = { email: 'owner@shop.test', password: 'keeps the keys' }

export const openShop = (dataDir: string) => startShop({ dataDir, env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password } })

export async function openSale(url: string): Promise<Sale> {
  const { token } = (await call<{ token: string }>(url, 'POST', '/api/auth/login', { body: owner })).body
  const body = { name: 'Truffle', category: 'Cakes', basePrice: 450, stock: STOCK }
  const cake = (await call<Product>(url, 'POST', '/api/products', { token, body })).body
  const buyers = await Promise.all(
    Array.from({ length: 4 }, async (_, i) => {
      const body = { name: `Buyer ${'abcd'[i]}`, email: `buyer${i}@shop.test`, password: 'likes cake too' }
      return (await call<{ token: string }>(url, 'POST', '/api/auth/register', { body })).body.token
    }),
  )
  const began = (await call<{ cursor: string }>(url, 'GET', '/api/feed', { token })).body.cursor
  return { url, owner: token, cake, buyers, wishes: [], began }
}

const wanted = ({ cake }: Sale, key: string) => ({ productId: cake._id, quantity: 1, message: key })

const send = (sale: Sale, { key, token }: Wish) =>
  call<Order & { code: string }>(sale.url, 'POST', '/api/orders', {
    token,
    headers: { 'idempotency-key': key },
    body: { items: [wanted(sale, key)], shippingAddress: '12 Park Street', phone: '9830012345' },
  })

/** Every buyer fills the cart and orders, again and again. @returns what each was answered when it went on no more; null: nothing */
export async function orderUntilItEnds(sale: Sale): Promise<(Answer | null)[]> {
  const buy = async (token: string) => {
    for (;;) {
      const key = randomUUID()
      const filled = await call(sale.url, 'POST', '/api/cart/add', { token, body: wanted(sale, key) }).catch(() => null)
      if (filled?.status !== 200) return filled
      const wish: Wish = { key, token, answered: null }
      sale.wishes.push(wish)
      const answer = await send(sale, wish).catch(() => null)
      if (answer?.status !== 201) return answer
      wish.answered = answer.body._id
    }
  }
  return await Promise.all(sale.buyers.map(buy))
}

/** Sends every wish again until it is taken. @returns those that were answered with another order than before */
export async function repeatAll(sale: Sale): Promise<Wish[]> {
  const others: Wish[] = []
  for (const wish of sale.wishes) {
    const before = wish.answered
    const answer = await until('it is taken', async () => {
      const again = await send(sale, wish)
      return again.status === 503 ? null : again
    })
    if (answer.status !== 201) throw new Error(`order: ${answer.status} ${answer.text}`)
    wish.answered = answer.body._id
    if (before !== null && before !== wish.answered) others.push(wish)
  }
  return others
}

export async function allOrders({ url, owner: token }: Sale): Promise<AdminOrder[]> {
  const orders: AdminOrder[] = []
  for (let next: string | undefined = '/api/orders/admin/all?limit=100'; next !== undefined; ) {
    const page: Answer<AdminOrder[]> = await call<AdminOrder[]>(url, 'GET', next, { token })
    orders.push(...page.body)
    next = /^<(.*)>; rel="next"$/.exec(String(page.headers.link ?? ''))?.[1]
  }
  return orders
}

/** Where each wish is found: in the cart of who has it, and in the orders. Whole: each in one of the two. */
export async function placesOf(sale: Sale): Promise<Map<string, string[]>> {
  const orders = await allOrders(sale)
  const carts = await Promise.all(sale.buyers.map((token) => call<Cart>(sale.url, 'GET', '/api/cart', { token })))
  const ordered = orders.flatMap(({ items }) => items.map(({ message }) => message))
  const left = carts.flatMap(({ body }) => body.items.map(({ message }) => message))
  const places = (key: string) => [...ordered.filter((each) => each === key).map(() => 'order'), ...(left.includes(key) ? ['cart'] : [])]
  return new Map(sale.wishes.map(({ key }) => [key, places(key)]))
}

type Feed = { entries: [audience: string, n: number, chain: string, change: { type: string; data: { _id: string } }][] }

/** The orders that the feed told staff of. */
export async function ordersTold({ url, owner: token, began }: Sale): Promise<string[]> {
  const { body } = await call<Feed>(url, 'GET', `/api/feed?cursor=${encodeURIComponent(began)}`, { token })
  return body.entries.flatMap(([audience, , , { type, data }]) => (audience === 'admin' && type === 'order_created' ? [data._id] : []))
}

export const stockLeft = async ({ url, cake }: Sale) => (await call<Product>(url, 'GET', `/api/products/${cake._id}`)).body.stock
