import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { newsOf, order } from '../../../test/support/buying.ts'
import { bodyOf, makeSecret, NOTICES, offerUpi, post, type Said, sign } from '../../../test/support/notices.ts'
import { pruneSome } from '../../../test/support/prune.ts'
import { until } from '../../../test/support/until.ts'
import { AdminOrder, type Order } from '../../contract/order.ts'
import { NoticeTest, PaymentNotice, PaymentSecretState } from '../../contract/payment.ts'
import type { Product } from '../../contract/product.ts'
import { sweepNotices } from './sweep-notices.ts'

let shop: TestShop
let cake: Product
let asha: Person
let desk: Person
let owner: Person
let secret: string

beforeAll(async () => {
  shop = await boot()
  cake = await shop.product({ name: 'Truffle', basePrice: 500 })
  asha = await shop.person('Asha')
  desk = await shop.person('Desk', 'staff', ['orders'])
  owner = await shop.person('Meera', 'owner')
  await offerUpi(shop, owner)
  secret = await makeSecret(shop, owner)
})
afterAll(() => shop[Symbol.asyncDispose]())

const unpaid = async (): Promise<Order> => {
  const { status, body, text } = await order(shop, asha, [{ productId: cake._id, quantity: 1 }], { paymentMethod: 'upi' })
  expect(status, text).toBe(201)
  return body
}
const paiseOf = ({ totalPrice }: Pick<Order, 'totalPrice'>) => Math.round(totalPrice * 100)
const paid = (of: Order, more: Partial<Said> = {}) =>
  bodyOf({ type: 'payment.paid', payment: `pay-${of.number}`, order: of.number, amount: paiseOf(of), ...more })
const send = (raw: string, how?: Parameters<typeof sign>[2]) => post(shop, sign(secret, raw, how))
const seenBy = async (as: Person, { _id }: Order) => (await shop.call<AdminOrder>('GET', `/api/orders/${_id}`, { as })).body
const stored = async () =>
  (
    await shop.sql<{ notices: number; payments: number; events: number }>(
      `select (select count(*)::int from payment_notices) as notices, (select count(*)::int from payments) as payments,
              (select count(*)::int from payment_events) as events`,
    )
  )[0]
const noticesOf = async (of: Order) =>
  (await shop.call<PaymentNotice[]>('GET', '/api/admin/payment-notices?limit=100', { as: desk })).body.filter(
    ({ orderId, order: named }) => orderId === of._id || named === of.number,
  )

test('[D21] a signed notice pays the order that it names: buyer, counter and kitchen hear it once', async () => {
  const mine = await unpaid()
  expect(mine).toMatchObject({ paymentState: 'pending', paymentMethod: 'upi' })
  const before = await newsOf(shop, `order:${mine._id}`)
  const answer = await send(paid(mine))
  expect([answer.status, answer.body]).toEqual([200, { outcome: 'applied' }])
  const seen = await seenBy(desk, mine)
  expect(AdminOrder.parse(seen)).toEqual(seen)
  expect(seen).toMatchObject({
    status: 'pending',
    paymentState: 'paid',
    payBy: null,
    payLink: null,
    moneyNote: null,
    payments: [{ kind: 'taken', method: 'upi', amount: mine.totalPrice, currency: 'INR', by: null }],
  })
  const news = (await newsOf(shop, `order:${mine._id}`)).slice(before.length)
  expect(news.map(({ audience, type }) => `${audience} ${type}`).sort()).toEqual(
    ['admin order_status_updated', `order:${mine._id} order_tracked`, `user:${asha.id} order_status_updated`].sort(),
  )
  for (const { rev, data } of news) expect([rev, data.paymentState]).toEqual([mine.rev + 1, 'paid'])
  expect((await newsOf(shop, `ticket:${mine._id}`)).map(({ type }) => type)).toEqual(['ticket_created'])
  const told = await shop.sql<{ message: string; account_id: string | null }>(
    `select message, account_id from notifications where data ->> 'orderId' = $1 order by message, account_id nulls first`,
    [mine._id],
  )
  expect(told).toEqual([
    { message: `Order ${mine.number} waits for your payment.`, account_id: asha.id },
    ...[asha.id, null].map((account_id) => ({ message: `Payment received for ${mine.number}`, account_id })).reverse(),
  ])
  const [notice] = await noticesOf(mine)
  expect(PaymentNotice.parse(notice)).toEqual(notice)
  expect(notice).toMatchObject({ kind: 'payment.paid', outcome: 'applied', order: mine.number, orderId: mine._id, amount: mine.totalPrice })
  expect((await newsOf(shop, `payment_notice:${notice?._id}`)).map(({ audience, data }) => [audience, data])).toEqual([['admin', notice]])
})

test('[D21] of another amount or currency money is held and flagged, and the order does not proceed', async () => {
  for (const odd of [{ amount: -1 }, { amount: +1 }, { currency: 'USD' }]) {
    const mine = await unpaid()
    const { amount = 0, ...rest } = odd
    const { status, body } = await send(paid(mine, { ...rest, amount: paiseOf(mine) + amount }))
    expect([status, body]).toEqual([200, { outcome: 'held' }])
    const seen = await seenBy(desk, mine)
    expect(seen).toMatchObject({ paymentState: 'pending', moneyNote: 'other-amount', payments: [{ kind: 'held' }] })
    expect((await seenBy(asha, mine)).payBy).toBe(mine.payBy)
    const go = await shop.call<{ code: string }>('PATCH', `/api/orders/${mine._id}/status`, { as: desk, body: { status: 'processing' } })
    expect([go.status, go.body.code]).toEqual([409, 'order.unpaid'])
    expect(await newsOf(shop, `ticket:${mine._id}`)).toEqual([])
    const [told] = await shop.sql<{ message: string }>(
      `select message from notifications where account_id is null and data ->> 'orderId' = $1`,
      [mine._id],
    )
    expect(told?.message).toBe(`Other money than expected came for ${mine.number}`)
    expect((await noticesOf(mine)).map(({ outcome }) => outcome)).toEqual(['held'])
  }
})

test('[D21] a payment is for one order: naming another, it pays neither twice', async () => {
  const [mine, other] = [await unpaid(), await unpaid()]
  const payment = `pay-${randomUUID()}`
  expect((await send(paid(mine, { payment }))).body.outcome).toBe('applied')
  expect((await send(paid(other, { payment }))).body.outcome).toBe('held')
  expect(await seenBy(desk, mine)).toMatchObject({ paymentState: 'paid', moneyNote: null })
  expect(await seenBy(desk, other)).toMatchObject({ paymentState: 'pending', rev: other.rev, payments: [] })
  const told = await shop.sql(`select account_id from notifications where message = $1`, [
    `A payment of another order was named for ${other.number}`,
  ])
  expect(told).toEqual([{ account_id: null }])
})

test('[F35] the same notice a hundred times at once has one effect, and so have a hundred that say the same', async () => {
  const mine = await unpaid()
  const before = await newsOf(shop, `order:${mine._id}`)
  const same = sign(secret, paid(mine))
  const answers = await Promise.all(Array.from({ length: 100 }, () => post(shop, same)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(answers.filter(({ body }) => body.outcome === 'applied')).toHaveLength(1)
  // And a hundred of other ids that say the same.
  const others = await Promise.all(Array.from({ length: 100 }, () => send(paid(mine))))
  expect(new Set(others.map(({ status, body }) => `${status} ${body.outcome}`))).toEqual(new Set(['200 repeated']))
  const seen = await seenBy(desk, mine)
  expect(seen).toMatchObject({ paymentState: 'paid', moneyNote: null, rev: mine.rev + 1 })
  expect(seen.payments).toHaveLength(1)
  expect((await newsOf(shop, `order:${mine._id}`)).length - before.length).toBe(3)
  const told = await shop.sql(`select from notifications where data ->> 'orderId' = $1 and message like 'Payment received%'`, [mine._id])
  expect(told).toHaveLength(2)
})

test('[F36] five notices end alike in every order, also where some come again', async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  const ends = new Set<string>()
  const orders = [...permutations([0, 1, 2, 3, 4])]
  // All of them are tried on the fold itself (domain/payment-fold.test.ts); here every third, from a place of chance.
  const some = orders.filter((_, i) => i % 3 === seed % 3)
  expect(some.length, `SEED=${seed}`).toBe(40)
  for (const [round, way] of some.entries()) {
    const mine = await unpaid()
    const total = paiseOf(mine)
    const payment = `pay-${mine.number}`
    const of = (type: string, more: Partial<Said> = {}): Said => ({ type, payment, order: mine.number, amount: total, ...more })
    const five = [
      of('payment.failed', { payment: `try-${mine.number}` }),
      of('payment.authorized'),
      of('payment.paid'),
      of('payment.refunded', { refund: `a-${mine.number}`, amount: 20_000 }),
      of('payment.refunded', { refund: `b-${mine.number}`, amount: total - 20_000 }),
    ]
    const said = way.map((i) => five[i] as Said)
    const signed = said.map((each) => sign(secret, bodyOf(each)))
    for (const [i, each] of signed.entries()) {
      expect((await post(shop, each)).status).toBe(200)
      // Again by its id, and again by another.
      const before = signed[(round + i) % (i + 1)]
      if (before !== undefined) expect((await post(shop, before)).body.outcome).toBe('repeated')
      if (round % 2 === 0) expect((await send(bodyOf(said[i] as Said))).body.outcome).toBe('repeated')
    }
    const { paymentState, moneyNote, status, payments } = await seenBy(desk, mine)
    const kinds = payments.map(({ kind, amount }) => `${kind} ${amount}`).sort()
    ends.add(JSON.stringify({ paymentState, moneyNote, status, kinds }))
  }
  expect([...ends], `SEED=${seed}`).toHaveLength(1)
  expect(JSON.parse([...ends][0] ?? '')).toMatchObject({ paymentState: 'refunded', moneyNote: null, status: 'pending' })
}, 120_000)

function* permutations(left: readonly number[]): Generator<readonly number[]> {
  if (left.length < 2) return yield left
  for (const [i, first] of left.entries()) for (const rest of permutations(left.filter((_, j) => j !== i))) yield [first, ...rest]
}

test('[F37] what is forged, altered, old, early or unsigned is refused alike, and nothing of it is kept', async () => {
  const mine = await unpaid()
  const raw = paid(mine)
  const good = sign(secret, raw)
  const now = Date.now()
  const at = (seconds: number) => sign(secret, raw, { at: new Date(now + seconds * 1000) })
  const without = (name: string) => ({ raw, headers: Object.fromEntries(Object.entries(good.headers).filter(([key]) => key !== name)) })
  const altered = (i: number) => {
    const bytes = Buffer.from(raw)
    bytes[i] = (bytes[i] ?? 0) ^ 1
    return { ...good, raw: bytes }
  }
  const wrong = sign(`whsec_${Buffer.alloc(32, 7).toString('base64')}`, raw)
  const signature = good.headers['webhook-signature'] ?? ''
  const forged = {
    'a wrong secret': wrong,
    'no headers': { raw, headers: {} },
    'no id': without('webhook-id'),
    'no stamp': without('webhook-timestamp'),
    'no signature': without('webhook-signature'),
    'another id': { raw, headers: { ...good.headers, 'webhook-id': 'msg_other' } },
    'another stamp': { raw, headers: { ...good.headers, 'webhook-timestamp': String(Math.floor(now / 1000) + 1) } },
    'a stamp with more behind it': { raw, headers: { ...good.headers, 'webhook-timestamp': `${good.headers['webhook-timestamp']}x` } },
    'a stamp that is none': { raw, headers: { ...good.headers, 'webhook-timestamp': 'now' } },
    'an id that is too long': sign(secret, raw, { id: 'x'.repeat(256) }),
    'another scheme': { raw, headers: { ...good.headers, 'webhook-signature': signature.replace('v1,', 'v2,') } },
    'half a signature': { raw, headers: { ...good.headers, 'webhook-signature': signature.slice(0, 20) } },
    'a signature without its scheme': { raw, headers: { ...good.headers, 'webhook-signature': signature.slice(3) } },
    'an empty body': { ...good, raw: '' },
    'a space more': { ...good, raw: `${raw} ` },
    'six minutes old': at(-360),
    'just too old': at(-303),
    'six minutes ahead': at(360),
    ...Object.fromEntries([0, 20, 60, raw.length - 1].map((i) => [`byte ${i} altered`, altered(i)])),
  }
  const before = [await stored(), await newsOf(shop, `order:${mine._id}`)]
  for (const [what, each] of Object.entries(forged)) {
    const { status, body } = await post(shop, each)
    expect([what, status, body.code]).toEqual([what, 400, 'notice.not-authentic'])
  }
  expect([await stored(), await newsOf(shop, `order:${mine._id}`)]).toEqual(before)
  expect(await seenBy(desk, mine)).toMatchObject({ paymentState: 'pending', rev: mine.rev })
  // The bytes themselves are signed: the same in another wrapping holds, and several signatures may stand beside each other.
  const more = {
    ...good.headers,
    'webhook-signature': `v1,${'A'.repeat(43)}= v1a,x ${signature}`,
    'content-type': 'application/octet-stream',
  }
  expect((await post(shop, { raw, headers: more })).body).toEqual({ outcome: 'applied' })
})

test('[F37] a notice that was good once is refused when it is played back later', async () => {
  const mine = await unpaid()
  const old = sign(secret, paid(mine), { at: new Date(Date.now() - 290_000) })
  expect((await post(shop, old)).body).toEqual({ outcome: 'applied' })
  await until('it is over', async () => (await post(shop, old)).body.code === 'notice.not-authentic')
  expect((await seenBy(desk, mine)).payments).toHaveLength(1)
})

test('[F37] signed but senseless notices are refused by name, and nothing of them is kept', async () => {
  const before = await stored()
  const good = JSON.parse(bodyOf({ type: 'payment.paid', order: 'CW-1', amount: 5 })) as { data: object }
  const senseless: [string, string][] = [
    ['no JSON', 'paid!'],
    ['a list', '[]'],
    ['a key more', JSON.stringify({ ...good, extra: 1 })],
    ['a key more inside', JSON.stringify({ ...good, data: { ...good.data, vpa: 'asha@bank' } })],
    ['an unknown kind', JSON.stringify({ ...good, type: 'payment.made' })],
    ['a broken amount', JSON.stringify({ ...good, data: { ...good.data, amount: 5.5 } })],
    ['a negative amount', JSON.stringify({ ...good, data: { ...good.data, amount: -5 } })],
    ['an amount as text', JSON.stringify({ ...good, data: { ...good.data, amount: '5' } })],
    ['a control character', JSON.stringify({ ...good, data: { ...good.data, payment: 'a\u0000b' } })],
    ['a payment that is too long', JSON.stringify({ ...good, data: { ...good.data, payment: 'x'.repeat(65) } })],
    ['a currency of four', JSON.stringify({ ...good, data: { ...good.data, currency: 'INRX' } })],
    ['a refund of a payment', JSON.stringify({ ...good, data: { ...good.data, refund: 'r' } })],
    ['__proto__', '{"type":"payment.paid","__proto__":{}}'],
  ]
  for (const [what, raw] of senseless) {
    const { status, body } = await send(raw)
    expect([what, status, body.code]).toEqual([what, 400, 'request.invalid'])
  }
  expect((await send(' '.repeat(17 * 1024))).status).toBe(413)
  expect(await stored()).toEqual(before)
})

test('[F37] after a rotation the secret of before is good for a day, and no longer', async () => {
  const before = secret
  const state = async () => PaymentSecretState.parse((await shop.call('GET', '/api/admin/payment-secret', { as: owner })).body)
  expect(await state()).toMatchObject({ previousUntil: null })
  secret = await makeSecret(shop, owner)
  expect(secret).not.toBe(before)
  const { previousUntil } = await state()
  expect(Date.parse(previousUntil ?? '') - Date.now()).toBeGreaterThan(23.9 * 3_600_000)
  const [one, two, three] = [await unpaid(), await unpaid(), await unpaid()]
  expect((await post(shop, sign(before, paid(one)))).body).toEqual({ outcome: 'applied' })
  expect((await post(shop, sign(secret, paid(two)))).body).toEqual({ outcome: 'applied' })
  await shop.sql(`update payment_secrets set ends_at = now() where ends_at is not null`)
  expect((await post(shop, sign(before, paid(three)))).body.code).toBe('notice.not-authentic')
  expect(await state()).toMatchObject({ previousUntil: null })
  const both = await Promise.all([makeSecret(shop, owner), makeSecret(shop, owner)])
  expect(new Set(both).size).toBe(2)
  for (const each of both)
    expect((await post(shop, sign(each, '{"type":"payment.test","timestamp":"2026-11-29T00:00:00Z","data":{}}'))).body).toEqual({
      outcome: 'tested',
    })
  secret = both[0] ?? ''
})

test('[F37] a shop without a secret takes no notice, and the test button says so', async () => {
  await using bare = await boot()
  const boss = await bare.person('Boss', 'owner')
  const test = () => bare.call<NoticeTest & { code: string }>('POST', '/api/admin/payment-notices/test', { as: boss })
  expect((await post(bare, sign(secret, paid({ number: 'CW-1', totalPrice: 5 } as Order)))).body.code).toBe('notice.not-authentic')
  expect((await test()).body.code).toBe('notice.no-secret')
  await makeSecret(bare, boss)
  const { body } = await test()
  expect(NoticeTest.parse(body)).toMatchObject({ status: 200, outcome: 'tested', code: null })
  expect((await bare.call('GET', '/api/admin/payment-notices', { as: boss })).body).toEqual([])
})

test('the secret is told once, and stands in no feed, audit, notification, answer or export', async () => {
  const body = secret.slice('whsec_'.length)
  const columns = await shop.sql<{ table: string; column: string }>(
    `select table_schema || '.' || table_name as table, column_name as column from information_schema.columns
      where table_schema in ('public', 'feed') and table_name <> 'payment_secrets'`,
  )
  for (const table of new Set(columns.map(({ table }) => table))) {
    const found = await shop.sql(`select 1 from ${table} t where to_jsonb(t)::text like $1 limit 1`, [`%${body}%`])
    expect([table, found]).toEqual([table, []])
  }
  for (const path of ['/api/admin/payment-secret', '/api/admin/settings', '/api/admin/audit', '/api/me/export'])
    expect((await shop.call('GET', path, { as: owner })).text).not.toContain(body)
  const [made] = (await shop.call<{ action: string; after: object }[]>('GET', '/api/admin/audit?entity=payment-secret', { as: owner })).body
  expect(made).toMatchObject({ action: 'payment-secret.make' })
})

test('[F38] a notice that comes before its order is committed is parked, and counted once the order is there', async () => {
  for (let round = 0; round < 20; round++) {
    const [{ next }] = (await shop.sql<{ next: string }>(`select 'CW-' || last_value + 1 as next from order_numbers`)) as [{ next: string }]
    // Whoever says news waits for the shop's lock with the COMMIT: the order is written, and not there yet.
    const release = await holdFeed()
    const placing = order(shop, asha, [{ productId: cake._id, quantity: 1 }], { paymentMethod: 'upi' })
    await until('the order waits to commit', async () => {
      const waiting = await shop.sql(`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%feed.append%'`)
      return waiting.length > 0
    })
    // Its own news wait in the same queue behind the order's, which must not be seen before: it asks while the order is not there.
    const noticing = send(paid({ number: next, totalPrice: 550 } as Order))
    await until('the notice has looked', async () => {
      const waiting = await shop.sql(`select from pg_stat_activity where wait_event_type = 'Lock' and query like '%feed.append%'`)
      return waiting.length > 1
    })
    await release()
    const [{ body: mine }, early] = await Promise.all([placing, noticing])
    expect(mine).toMatchObject({ number: next, totalPrice: 550, paymentState: 'pending' })
    expect([early.status, early.body]).toEqual([202, { outcome: 'parked' }])
    expect((await noticesOf(mine)).map(({ outcome, orderId }) => [outcome, orderId])).toEqual([['parked', null]])
    while (await sweepNotices(shop.deps.db));
    expect(await seenBy(desk, mine)).toMatchObject({ paymentState: 'paid', rev: 2 })
    expect((await noticesOf(mine)).map(({ outcome, orderId }) => [outcome, orderId])).toEqual([['applied', mine._id]])
    const [notice] = await noticesOf(mine)
    expect((await newsOf(shop, `payment_notice:${notice?._id}`)).map(({ rev }) => rev)).toEqual([1, 2])
  }
}, 60_000)

/** Nobody's news are written until it is let go. */
async function holdFeed(): Promise<() => Promise<void>> {
  let letGo: () => void = () => undefined
  const open = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let taken: () => void = () => undefined
  const isTaken = new Promise<void>((resolve) => {
    taken = resolve
  })
  const holding = shop.deps.db.transaction(async (tx) => {
    const { sql } = await import('kysely')
    await sql`select pg_advisory_xact_lock('feed.shop'::regclass::oid::int, 1)`.execute(tx)
    taken()
    await open
  })
  await isTaken
  return async () => {
    letGo()
    await holding
  }
}

test('[F38] sweeps of several nodes at once count a parked notice once; after three days it is left to staff', async () => {
  const [{ next }] = (await shop.sql<{ next: string }>(`select 'CW-' || last_value + 1 as next from order_numbers`)) as [{ next: string }]
  expect((await send(paid({ number: next, totalPrice: 550 } as Order))).status).toBe(202)
  expect(await sweepNotices(shop.deps.db)).toBe(false)
  const mine = await unpaid()
  expect(mine.number).toBe(next)
  const swept = await Promise.all(Array.from({ length: 8 }, () => sweepNotices(shop.deps.db)))
  expect(swept.filter(Boolean)).toHaveLength(1)
  expect(await seenBy(desk, mine)).toMatchObject({ paymentState: 'paid', rev: 2 })
  expect((await noticesOf(mine)).map(({ outcome }) => outcome)).toEqual(['applied'])

  const nobodys = { number: `CW-${'9'.repeat(12)}`, totalPrice: 550 } as Order
  expect((await send(paid(nobodys))).status).toBe(202)
  expect(await sweepNotices(shop.deps.db)).toBe(false)
  await shop.sql(`update payment_notices set received_at = now() - interval '71 hours 59 minutes' where order_ref = $1`, [nobodys.number])
  expect(await sweepNotices(shop.deps.db)).toBe(false)
  await shop.sql(`update payment_notices set received_at = now() - interval '72 hours 1 second' where order_ref = $1`, [nobodys.number])
  expect(await sweepNotices(shop.deps.db)).toBe(true)
  expect(await sweepNotices(shop.deps.db)).toBe(false)
  expect((await noticesOf(nobodys)).map(({ outcome }) => outcome)).toEqual(['unknown'])
})

test('an order is found by its number and by its id, each in any case', async () => {
  for (const name of [(of: Order) => of.number.toLowerCase(), (of: Order) => of._id, (of: Order) => of._id.toUpperCase()]) {
    const mine = await unpaid()
    expect((await send(paid(mine, { order: name(mine) }))).body).toEqual({ outcome: 'applied' })
    expect(await seenBy(desk, mine)).toMatchObject({ paymentState: 'paid' })
  }
})

test('the list of notices is paged, newest first', async () => {
  const page = async (path: string) => await shop.call<PaymentNotice[]>('GET', path, { as: desk })
  const all = (await page('/api/admin/payment-notices?limit=100')).body.map(({ _id }) => _id)
  const walked: string[] = []
  for (let path: string | undefined = '/api/admin/payment-notices?limit=7'; path !== undefined && walked.length < 100; ) {
    const { body, headers } = await page(path)
    walked.push(...body.map(({ _id }) => _id))
    path = /<([^>]+)>/.exec(String(headers.link ?? ''))?.[1]
  }
  expect(walked.slice(0, 100)).toEqual(all)
  expect([...all].sort((a, b) => Number(b) - Number(a))).toEqual(all)
})

test('the notices’ address takes a POST from anywhere but a page of another site', async () => {
  const mine = await unpaid()
  const signed = sign(secret, paid(mine))
  expect((await shop.call('GET', NOTICES)).status).toBe(404)
  const foreign = await post(shop, { ...signed, headers: { ...signed.headers, origin: 'https://evil.example' } })
  expect(foreign.status).toBe(403)
  expect((await post(shop, signed)).status).toBe(200)
})

test('notices are kept for half a year; what they said stays said', async () => {
  const mine = await unpaid()
  await send(paid(mine))
  const [kept] = await noticesOf(mine)
  const pruneAfter = async (days: number) => {
    await shop.sql(`update payment_notices set received_at = now() - $2 * interval '1 day' where id = $1`, [kept?._id, days])
    while ((await pruneSome(shop.deps.db)) > 0);
  }
  await pruneAfter(179)
  expect(await noticesOf(mine)).toHaveLength(1)
  await pruneAfter(181)
  expect(await noticesOf(mine)).toEqual([])
  expect((await send(paid(mine))).body.outcome).toBe('repeated')
  expect(await seenBy(desk, mine)).toMatchObject({ paymentState: 'paid', moneyNote: null, rev: 2 })
})
