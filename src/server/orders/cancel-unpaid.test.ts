import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { newsOf, order } from '../../../test/support/buying.ts'
import { addCoupon, addSlot, dayIn, whatIsWrong } from '../../../test/support/delivery.ts'
import { bodyOf, makeSecret, offerUpi, post, sign } from '../../../test/support/notices.ts'
import type { AdminOrder, Order } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'
import { openDatabase } from '../db/database.ts'
import { cancelUnpaid, NOT_PAID } from './cancel-unpaid.ts'

let shop: TestShop
let cake: Product
let desk: Person
let owner: Person
let secret: string
let slot: { slotId: string; day: string }
const STOCK = 1000

beforeAll(async () => {
  shop = await boot()
  cake = await shop.product({ basePrice: 500, stock: STOCK })
  desk = await shop.person('Desk', 'staff', ['orders'])
  owner = await shop.person('Meera', 'owner')
  await offerUpi(shop, owner)
  secret = await makeSecret(shop, owner)
  slot = { slotId: await addSlot(shop.sql, { capacity: STOCK }), day: await dayIn(shop.sql, 2) }
  await addCoupon(shop.sql, 'TEN')
})
afterAll(() => shop[Symbol.asyncDispose]())

const unpaid = async (as: Person): Promise<Order> => {
  const { status, body, text } = await order(shop, as, [{ productId: cake._id, quantity: 1 }], {
    paymentMethod: 'upi',
    slot,
    coupon: 'TEN',
  })
  expect(status, text).toBe(201)
  return body
}
const pay = (of: Order) =>
  post(
    shop,
    sign(secret, bodyOf({ type: 'payment.paid', payment: `pay-${of.number}`, order: of.number, amount: Math.round(of.totalPrice * 100) })),
  )
const cancel = ({ _id }: Order, as: Person) =>
  shop.call<{ code?: string }>('PATCH', `/api/orders/${_id}/status`, { as, body: { status: 'cancelled' } })
const seen = async ({ _id }: Order) => (await shop.call<AdminOrder>('GET', `/api/orders/${_id}`, { as: desk })).body
const after = ({ payBy }: Order, ms: number) => new Date(Date.parse(payBy ?? '') + ms)
const nothingWrong = async () => expect(await whatIsWrong(shop.sql, new Map([[cake._id, STOCK]]))).toEqual([])
const standing = async () =>
  (await shop.sql<{ count: number }>(`select count(*)::int as count from orders where status <> 'cancelled'`))[0]?.count ?? 0
const stock = async () => (await shop.sql<{ stock: number }>('select stock from products where id = $1', [cake._id]))[0]?.stock

test('[F32] a millisecond before its time an order still waits, at its time it is cancelled, and money after that is to be given back', async () => {
  for (const late of [0, 1]) {
    const asha = await shop.person('Asha')
    const mine = await unpaid(asha)
    expect(await cancelUnpaid(shop.deps.db, after(mine, -1))).toBe(false)
    expect(await seen(mine)).toMatchObject({ status: 'pending', rev: 1 })
    expect(await cancelUnpaid(shop.deps.db, after(mine, late))).toBe(true)
    expect(await cancelUnpaid(shop.deps.db, after(mine, late))).toBe(false)
    expect(await seen(mine)).toMatchObject({
      status: 'cancelled',
      reason: NOT_PAID,
      cancelledBy: 'shop',
      paymentState: 'none',
      payBy: null,
      payLink: null,
    })
    await nothingWrong()
    expect((await pay(mine)).body.outcome).toBe('applied')
    expect(await seen(mine)).toMatchObject({ status: 'cancelled', paymentState: 'paid', moneyNote: 'give-back', rev: 3 })
    const revs = (await newsOf(shop, `order:${mine._id}`)).filter(({ audience }) => audience === 'admin').map(({ rev }) => rev)
    expect(revs).toEqual([1, 2, 3])
    expect(await newsOf(shop, `ticket:${mine._id}`)).toEqual([])
    const told = await shop.sql<{ message: string; mine: boolean }>(
      `select message, account_id is not null as mine from notifications where data ->> 'orderId' = $1 order by created_at, mine`,
      [mine._id],
    )
    expect(told).toEqual([
      { message: `Order ${mine.number} waits for your payment.`, mine: true },
      { message: `Not paid in time. Order ${mine.number} has been cancelled.`, mine: true },
      { message: `Money to give back for ${mine.number}`, mine: false },
      { message: `Your payment for ${mine.number} came after the order was cancelled. The shop gives it back.`, mine: true },
    ])
    const audit = await shop.call<{ by: null }[]>('GET', `/api/admin/audit?entity=order:${mine._id}`, { as: owner })
    expect(audit.body).toMatchObject([{ action: 'order.move', by: null, after: { status: 'cancelled', reason: NOT_PAID } }])
    const paidFirst = await unpaid(asha)
    await pay(paidFirst)
    for (const ms of [-1, 0, 1, 86_400_000]) expect(await cancelUnpaid(shop.deps.db, after(paidFirst, ms))).toBe(false)
    expect(await seen(paidFirst)).toMatchObject({ status: 'pending', paymentState: 'paid', moneyNote: null })
  }
})

test('[F32] by the database’s clock: what is not due stays, of what is due each is cancelled once, however many nodes sweep', async () => {
  const asha = await shop.person('Asha')
  const due = await Promise.all(Array.from({ length: 6 }, () => unpaid(asha)))
  const waits = await unpaid(asha)
  await shop.sql(`update orders set pay_by = clock_timestamp() where id = any ($1)`, [due.map(({ _id }) => _id)])
  const other = openDatabase(shop.connection, () => undefined)
  try {
    const sweep = async (db: typeof other) => {
      let many = 0
      while (await cancelUnpaid(db)) many++
      return many
    }
    const swept = await Promise.all([shop.deps.db, other, shop.deps.db, other].map(sweep))
    expect(swept.reduce((sum, many) => sum + many, 0)).toBe(6)
  } finally {
    await other.close()
  }
  for (const each of due) expect(await seen(each)).toMatchObject({ status: 'cancelled', version: 2 })
  expect(await seen(waits)).toMatchObject({ status: 'pending' })
  await nothingWrong()
})

/** Who wins too often gives the others a millisecond more: so the rounds gather where it is decided. */
const later = async <T>(lead: number, act: () => Promise<T>): Promise<T> => {
  if (lead > 0) await new Promise((resolve) => setTimeout(resolve, lead))
  return await act()
}

test('[F32] expiry, payment and cancellation at once, fifty times: exactly one decides, and everything is given back once', async () => {
  const asha = await shop.person('Asha')
  const won = { expiry: 0, payment: 0, cancellation: 0 }
  let lead = 0
  for (let round = 0; round < 50; round++) {
    const mine = await unpaid(asha)
    await shop.sql(`update orders set pay_by = clock_timestamp() - interval '1 millisecond' where id = $1`, [mine._id])
    const acts = [() => later(lead, () => cancelUnpaid(shop.deps.db)), () => pay(mine), () => cancel(mine, asha)]
    const results: unknown[] = []
    // Each goes first in a third of the rounds.
    await Promise.all([0, 1, 2].map(async (i) => (results[(i + round) % 3] = await acts[(i + round) % 3]?.())))
    const [expired, paid, cancelled] = results as [boolean, Awaited<ReturnType<typeof pay>>, Awaited<ReturnType<typeof cancel>>]
    expect([paid.status, paid.body.outcome]).toEqual([200, 'applied'])
    const now = await seen(mine)
    const moves = now.history.filter(({ status }) => status === 'cancelled')
    expect(moves.length).toBeLessThanOrEqual(1)
    expect(now.paymentState).toBe('paid')
    expect(now.payments).toMatchObject([{ kind: 'taken' }])
    lead = Math.max(0, lead + (expired ? 1 : -1))
    if (expired) {
      won.expiry++
      expect(now).toMatchObject({ status: 'cancelled', reason: NOT_PAID, cancelledBy: 'shop', moneyNote: 'give-back' })
      expect(cancelled.body.code).toBe('order.bad-move')
    } else if (cancelled.status === 200) {
      won.cancellation++
      expect(now).toMatchObject({ status: 'cancelled', cancelledBy: 'buyer', moneyNote: 'give-back' })
    } else expect.fail(`nobody cancelled: ${cancelled.text}`)
    if (!expired && (await paidBefore(mine))) won.payment++
    // What was decided stays so.
    expect(await cancelUnpaid(shop.deps.db)).toBe(false)
    await nothingWrong()
    expect(await stock()).toBe(STOCK - (await standing()))
  }
  expect(won.expiry + won.cancellation).toBe(50)
  expect(Math.min(won.expiry, won.cancellation), JSON.stringify(won)).toBeGreaterThan(0)
}, 120_000)

/** The money came before the order was cancelled: it was told as paid while it was pending. */
const paidBefore = async (of: Order) =>
  (await newsOf(shop, `order:${of._id}`)).some(({ data }) => data.status === 'pending' && data.paymentState === 'paid')

test('[F32] expiry and payment at once, fifty times: the order is paid and stands, or is cancelled and its money given back, never both', async () => {
  const asha = await shop.person('Asha')
  const won = { expiry: 0, payment: 0 }
  let lead = 0
  for (let round = 0; round < 50; round++) {
    const mine = await unpaid(asha)
    await shop.sql(`update orders set pay_by = clock_timestamp() where id = $1`, [mine._id])
    const acts = [() => pay(mine), () => later(lead, () => cancelUnpaid(shop.deps.db))]
    await Promise.all((round % 2 === 0 ? acts : acts.reverse()).map((act) => act()))
    const now = await seen(mine)
    lead = Math.max(0, lead + (now.status === 'cancelled' ? 1 : -1))
    if (now.status === 'pending') {
      won.payment++
      expect(now).toMatchObject({ paymentState: 'paid', moneyNote: null, cancelledBy: null })
      expect(await paidBefore(mine)).toBe(true)
    } else {
      won.expiry++
      expect(now).toMatchObject({ status: 'cancelled', reason: NOT_PAID, paymentState: 'paid', moneyNote: 'give-back' })
      expect(await paidBefore(mine)).toBe(false)
    }
    expect(now.rev).toBe(now.status === 'pending' ? 2 : 3)
    expect(await stock()).toBe(STOCK - (await standing()))
  }
  await nothingWrong()
  expect(won.expiry + won.payment).toBe(50)
  expect(Math.min(won.expiry, won.payment), JSON.stringify(won)).toBeGreaterThan(0)
}, 120_000)
