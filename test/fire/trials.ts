import { randomUUID } from 'node:crypto'
import type { Order } from '../../src/contract/order.ts'
import { addCoupon, addSlot, dayIn, whatIsWrong } from '../support/delivery.ts'
import type { Answer } from '../support/http.ts'
import type { Buyer, Stage } from './stage.ts'

/** What a round came to. `wrong`: each sentence is something that should not be. */
export type Round = { readonly requests: number; readonly done: number; readonly serverErrors: number; readonly wrong: readonly string[] }
export type Trial = { readonly id: string; readonly what: string; readonly play: (stage: Stage) => Promise<Round> }

type Placed = Answer<Order & { code: string }>
type Line = { productId: string; quantity: number }

const order = (stage: Stage, { token, phone }: Buyer, items: readonly Line[], more: object = {}, key = randomUUID()): Promise<Placed> =>
  stage.call('POST', '/api/orders', {
    token,
    headers: { 'idempotency-key': key },
    body: { items, shippingAddress: '12 Park Street', phone, ...more },
  })

const move = (stage: Stage, id: string, status: string, as?: Buyer): Promise<Answer<Order & { code: string }>> =>
  as === undefined
    ? stage.asOwner('PATCH', `/api/orders/${id}/status`, { status })
    : stage.call('PATCH', `/api/orders/${id}/status`, { token: as.token, body: { status } })

const one = (productId: string): Line[] => [{ productId, quantity: 1 }]

/** Adds up answers: so many were to be done, the others refused by one of these codes. */
function judge(
  answers: readonly Answer<{ code?: string }>[],
  expected: number,
  codes: readonly string[],
  more: readonly string[] = [],
): Round {
  const done = answers.filter(({ status }) => status < 300).length
  const others = answers.filter(({ status, body }) => status >= 300 && !codes.includes(body.code ?? ''))
  const wrong = [
    ...(done === expected ? [] : [`${done} were done, not ${expected}`]),
    ...others.map(({ status, text }) => `answered ${status} ${text.slice(0, 200)}`),
    ...more,
  ]
  return { requests: answers.length, done, serverErrors: answers.filter(({ status }) => status >= 500).length, wrong }
}

async function lastPieces(stage: Stage): Promise<Round> {
  const { _id } = await stage.product({ stock: 5 })
  const answers = await Promise.all(stage.buyers.map((buyer) => order(stage, buyer, one(_id))))
  return judge(answers, Math.min(5, answers.length), ['stock.short'], await whatIsWrong(stage.sql, new Map([[_id, 5]])))
}

async function lastSlot(stage: Stage): Promise<Round> {
  const { _id } = await stage.product({ points: 2 })
  const slotId = await addSlot(stage.sql, { capacity: 11 })
  const slot = { slotId, day: await dayIn(stage.sql, 2) }
  const answers = await Promise.all(stage.buyers.map((buyer) => order(stage, buyer, one(_id), { slot })))
  const wrong = await whatIsWrong(stage.sql)
  await stage.sql('update slots set active = false where id = $1', [slotId])
  return judge(answers, Math.min(5, answers.length), ['slot.full'], wrong)
}

async function oppositeCarts(stage: Stage): Promise<Round> {
  const stock = 10_000
  const [a, b] = [await stage.product({ stock }), await stage.product({ stock })]
  const there = [...one(a._id), ...one(b._id)]
  const answers = await Promise.all(stage.buyers.map((buyer, i) => order(stage, buyer, i % 2 ? there : [...there].reverse())))
  return judge(answers, answers.length, [], await whatIsWrong(stage.sql, new Map([a, b].map(({ _id }) => [_id, stock]))))
}

async function oneKey(stage: Stage): Promise<Round> {
  const { _id } = await stage.product({ stock: 100 })
  const [buyer] = stage.buyers
  if (buyer === undefined) throw new Error('nobody buys')
  const key = randomUUID()
  const parallel = await Promise.all(Array.from({ length: 50 }, () => order(stage, buyer, one(_id), {}, key)))
  const serial: Placed[] = []
  for (let i = 0; i < 10; i++) serial.push(await order(stage, buyer, one(_id), {}, key))
  const answers = [...parallel, ...serial]
  const bodies = new Set(answers.map(({ text }) => text))
  const [{ orders } = { orders: 0 }] = await stage.sql<{ orders: number }>(
    'select count(*)::int as orders from order_items where product_id = $1',
    [_id],
  )
  return judge(
    answers,
    answers.length,
    [],
    [
      ...(bodies.size === 1 ? [] : [`${bodies.size} different answers to one key`]),
      ...(orders === 1 ? [] : [`${orders} orders of one key`]),
    ],
  )
}

async function cancelOrShip(stage: Stage): Promise<Round> {
  const { _id } = await stage.product({ stock: 1000 })
  const buyers = stage.buyers.slice(0, 20)
  const placed = await Promise.all(buyers.map((buyer) => order(stage, buyer, one(_id))))
  const answers = await Promise.all(
    placed.flatMap(({ body }, i) => [
      move(stage, body._id, 'cancelled', buyers[i]),
      move(stage, body._id, 'processing'),
      move(stage, body._id, 'shipped'),
    ]),
  )
  const rows = await stage.sql<{ steps: string }>(
    `select string_agg(h.status, ' ' order by h.version) as steps from order_history h
      join order_items i on i.order_id = h.order_id where i.product_id = $1 group by h.order_id`,
    [_id],
  )
  const legal = ['pending cancelled', 'pending processing', 'pending processing shipped', 'pending processing cancelled']
  const illegal = rows.filter(({ steps }) => !legal.includes(steps)).map(({ steps }) => `an order went ${steps}`)
  const done = answers.filter(({ status }) => status < 300).length
  return judge(answers, done, ['order.bad-move', 'order.changed'], [...illegal, ...(await whatIsWrong(stage.sql, new Map([[_id, 1000]])))])
}

async function repriced(stage: Stage): Promise<Round> {
  const { _id } = await stage.product()
  const change = stage.asOwner('PATCH', `/api/products/${_id}`, { basePrice: 475 })
  const answers = await Promise.all(stage.buyers.map((buyer, i) => order(stage, buyer, one(_id), { totalPrice: i % 2 ? 500 : 525 })))
  await change
  const overcharged = answers.filter(({ status, body }, i) => status === 201 && body.totalPrice !== (i % 2 ? 500 : 525))
  const done = answers.filter(({ status }) => status < 300).length
  return judge(
    answers,
    done,
    ['price.changed'],
    overcharged.map(({ text }) => `charged otherwise than shown: ${text.slice(0, 100)}`),
  )
}

async function coupon(stage: Stage): Promise<Round> {
  const { _id } = await stage.product()
  const code = `FIRE-${randomUUID().slice(0, 8).toUpperCase()}`
  await addCoupon(stage.sql, code, { most: 7 })
  const answers = await Promise.all(stage.buyers.map((buyer) => order(stage, buyer, one(_id), { coupon: code })))
  return judge(answers, Math.min(7, answers.length), ['coupon.used-up'], await whatIsWrong(stage.sql))
}

async function cancelled(stage: Stage): Promise<Round> {
  const { _id } = await stage.product({ stock: 3 })
  const [buyer] = stage.buyers
  if (buyer === undefined) throw new Error('nobody buys')
  const { body } = await order(stage, buyer, one(_id))
  const answers = await Promise.all(Array.from({ length: 20 }, () => move(stage, body._id, 'cancelled', buyer)))
  const [row] = await stage.sql<{ stock: number }>('select stock from products where id = $1', [_id])
  const wrong = await whatIsWrong(stage.sql, new Map([[_id, 3]]))
  return judge(answers, 1, ['order.bad-move', 'order.changed'], row?.stock === 3 ? wrong : [...wrong, `${row?.stock} pieces are left of 3`])
}

export const TRIALS: readonly Trial[] = [
  { id: 'F30', what: 'buyers for the last 5 pieces', play: lastPieces },
  { id: 'D09', what: 'buyers for the last 5 places of a slot', play: lastSlot },
  { id: 'F31', what: 'carts in opposite order', play: oppositeCarts },
  { id: 'F34', what: '50 parallel and 10 serial orders under one key', play: oneKey },
  { id: 'F39', what: 'buyers who cancel while staff go on', play: cancelOrShip },
  { id: 'F40', what: 'buyers while the price changes', play: repriced },
  { id: 'F41', what: 'buyers with a coupon for 7', play: coupon },
  { id: 'D20', what: 'one order cancelled 20 times', play: cancelled },
]
