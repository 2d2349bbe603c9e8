import { randomUUID } from 'node:crypto'
import type { Cart } from '../../src/contract/cart.ts'
import type { Order } from '../../src/contract/order.ts'
import type { Random } from '../../src/domain/random.ts'
import { type Caller, openCaller, runMany } from '../client.ts'
import { type Figure, quantile } from '../figures.ts'
import { inTurns, type Measured, measure } from '../rounds.ts'
import { CUSTOMERS, type Server, type Side, type Stage } from '../stage.ts'

const ORDERS = 300
/** Until both servers' programs are compiled. */
const WARM = 2400
const AT_ONCE = 8
export const TO = { shippingAddress: '14, 3rd Cross, HAL 2nd Stage, Indiranagar, Bengaluru 560038', phone: '+910000000199', notes: '' }

/**
 * A complete order: one cake into the cart, the cart read, the order placed. First as the shop sells, in a slot, which all at once want the
 * earliest of; then by a shop without slots, as the baseline is one.
 */
export async function order(stage: Stage, random: Random): Promise<Figure[]> {
  const open = (side: Side) => Array.from({ length: CUSTOMERS }, (_, i) => openCaller(stage[side].url, i + 1))
  const callers = { shop: open('shop'), baseline: open('baseline') }
  const complete = { shop: orderAtShop, baseline: orderAtBaseline }
  const orders = (side: Side, count: number) =>
    runMany(count, AT_ONCE, async (i) => {
      const customer = i % CUSTOMERS
      const caller = callers[side][customer]
      if (caller !== undefined) await complete[side](caller, stage[side], customer, random)
    })
  await orders('shop', WARM)
  await orders('baseline', WARM)
  const inSlots = await inTurns((side) => measure(stage, side, ORDERS, () => orders(side, ORDERS)))
  await closeSlots(stage)
  const withoutSlots = await inTurns((side) => measure(stage, side, ORDERS, () => orders(side, ORDERS)))
  for (const caller of [...callers.shop, ...callers.baseline]) caller.close()
  const figure = (name: string, { shop, baseline }: typeof inSlots, of: (measured: Measured) => number): Figure => ({
    name: `order: ${name}`,
    unit: 'ms',
    shop: shop.map(of),
    baseline: baseline.map(of),
  })
  const cpu = ({ server, postgres }: Measured) => server + postgres
  return [
    { ...figure('CPU of a complete order', inSlots, cpu), target: { times: 1.3 } },
    figure('… of it PostgreSQL', inSlots, ({ postgres }) => postgres),
    figure('p50', inSlots, ({ times }) => quantile(times, 0.5)),
    figure('p99', inSlots, ({ times }) => quantile(times, 0.99)),
    figure('CPU without a slot', withoutSlots, cpu),
    figure('… of it PostgreSQL', withoutSlots, ({ postgres }) => postgres),
  ]
}

async function closeSlots({ shop, ownerToken: token }: Stage): Promise<void> {
  const owner = openCaller(shop.url, 0)
  const { body: slots } = await owner.call<{ _id: string }[]>('GET', '/api/admin/slots', { token })
  for (const { _id } of slots) await owner.call('DELETE', `/api/admin/slots/${_id}`, { token })
  owner.close()
}

/** Made to order, so that no shelf runs empty. */
export const pick = ({ products }: Server, random: Random) => {
  const endless = products.filter(({ stock }) => stock === null)
  const product = endless[Math.floor(random() * endless.length)]
  if (product === undefined) throw new Error('Nothing is made to order')
  return product
}

/** The lines of an order as they lie in the cart. */
export const linesOf = ({ items }: Cart) =>
  items.map(({ productId, quantity, flavor, size, eggOption, design, extras, message }) => ({
    productId,
    quantity,
    flavor,
    size,
    eggOption,
    design,
    extras,
    message,
  }))

async function orderAtShop(caller: Caller, server: Server, customer: number, random: Random): Promise<void> {
  const token = server.tokens[customer]
  await caller.call('POST', '/api/cart/add', { token, body: { productId: pick(server, random)._id, quantity: 1 } })
  const { body: cart } = await caller.call<Cart>('GET', '/api/cart', { token })
  const items = linesOf(cart)
  const body = { items, totalPrice: cart.totalPrice, ...TO }
  const { body: placed } = await caller.call<Order>('POST', '/api/orders', { token, body, headers: { 'idempotency-key': randomUUID() } })
  if (placed.items.length !== 1 || placed.totalPrice !== cart.totalPrice) throw new Error('The order is not what was in the cart')
}

export async function orderAtBaseline(caller: Caller, server: Server, customer: number, random: Random): Promise<void> {
  const token = server.tokens[customer]
  const { _id: productId, name, basePrice: price, flavors, sizes, eggOptions } = pick(server, random)
  const options = { flavor: flavors[0]?.name, size: sizes[0]?.name, eggOption: eggOptions[0]?.name }
  await caller.call('POST', '/api/cart/add', { token, body: { productId, name, quantity: 1, price, ...options, subtotal: price } })
  const { body: items } = await caller.call<object[]>('GET', '/api/cart', { token })
  const { body: placed } = await caller.call<{ items: object[] }>('POST', '/api/orders', {
    token,
    body: { items, totalPrice: price, ...TO },
  })
  if (placed.items.length !== 1) throw new Error('The order is not what was in the cart')
}
