import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, cartOf, order } from '../../../test/support/buying.ts'
import { addSlot, dayIn, whatIsWrong } from '../../../test/support/delivery.ts'
import { CurrentHold, Hold, type SlotGrid } from '../../contract/delivery.ts'
import type { Quote } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'
import { releaseOver } from './holds.sql.ts'
import { sweepHolds } from './sweep-holds.ts'

let shop: TestShop
let cake: Product
let asha: Person
let ravi: Person
let slot: { slotId: string; day: string }
const STOCK = 1000

beforeAll(async () => {
  shop = await boot()
  cake = await shop.product({ stock: STOCK })
  asha = await shop.person('Asha')
  ravi = await shop.person('Ravi')
  slot = { slotId: await addSlot(shop.sql, { capacity: STOCK }), day: await dayIn(shop.sql, 2) }
})
afterAll(() => shop[Symbol.asyncDispose]())

const pieces = (quantity: number, of = cake) => [{ productId: of._id, quantity }]
const hold = (as: Person, body: object) => shop.call<Hold & { code: string; left: number }>('POST', '/api/holds', { as, body })
const held = async (as: Person, body: object): Promise<Hold> => {
  const answer = await hold(as, body)
  expect(answer.status, answer.text).toBe(201)
  return Hold.parse(answer.body)
}
const current = async (as: Person) => CurrentHold.parse((await shop.call('GET', '/api/holds/current', { as })).body).hold
const release = (as: Person, { _id }: Hold) => shop.call('DELETE', `/api/holds/${_id}`, { as })
const stockOf = async (id = cake._id) => (await shop.sql<{ stock: number }>('select stock from products where id = $1', [id]))[0]?.stock
const takenOf = async () =>
  (await shop.sql<{ taken: number }>('select taken from slot_days where slot_id = $1 and day = $2', [slot.slotId, slot.day]))[0]?.taken ?? 0
const expire = (id: string, by = '1 millisecond') => shop.sql(`update holds set expires_at = now() - $2::interval where id = $1`, [id, by])
const nothingWrong = async () => expect(await whatIsWrong(shop.sql, new Map([[cake._id, STOCK]]))).toEqual([])

test('a hold keeps pieces and points for its person until it is released, by the server’s clock', async () => {
  const kept = await held(asha, { slot, items: pieces(3) })
  expect(kept).toMatchObject({ ...slot, points: 3, extensionsLeft: 2 })
  expect(Date.parse(kept.expiresAt) - Date.parse(kept.now)).toBe(10 * 60_000)
  expect([await stockOf(), await takenOf()]).toEqual([STOCK - 3, 3])
  expect(await current(asha)).toMatchObject({ _id: kept._id })
  expect(await current(ravi)).toBeNull()
  expect((await release(ravi, kept)).status).toBe(204)
  expect(await current(asha)).not.toBeNull()
  expect((await release(asha, kept)).status).toBe(204)
  expect(await current(asha)).toBeNull()
  expect([await stockOf(), await takenOf()]).toEqual([STOCK, 0])
  expect((await release(asha, kept)).status).toBe(204)
  await nothingWrong()
})

test('what is kept for somebody is theirs: in their cart, their quote and their slots nothing is short', async () => {
  const last = await shop.product({ stock: 2 })
  const small = { slotId: await addSlot(shop.sql, { capacity: 2, starts: '13:00', ends: '14:00' }), day: slot.day }
  await addToCart(shop, asha, { productId: last._id, quantity: 2 })
  const kept = await held(asha, { slot: small })
  expect(await stockOf(last._id)).toBe(0)
  expect((await cartOf(shop, asha)).items.map(({ state }) => state)).toEqual(['ready'])
  const quoted = (as: Person) => shop.call<Quote>('POST', '/api/quote', { as, body: { slot: small, items: pieces(2, last) } })
  expect((await quoted(asha)).body.problems).toEqual([])
  expect((await quoted(ravi)).body.problems.map(({ code }) => code)).toEqual(['stock.short', 'slot.full'])
  const stateFor = async (as: Person) =>
    (await shop.call<SlotGrid>('GET', '/api/slots', { as })).body.days[2]?.slots.find(({ slotId }) => slotId === small.slotId)
  expect(await stateFor(asha)).toMatchObject({ left: 0, state: 'open' })
  expect(await stateFor(ravi)).toMatchObject({ left: 0, state: 'full' })
  expect((await order(shop, ravi, pieces(1, last))).body.code).toBe('stock.short')
  const placed = await order(shop, asha, pieces(2, last), { holdId: kept._id })
  expect(placed.status, placed.text).toBe(201)
  expect(placed.body.slot).toMatchObject(small)
  expect(await stockOf(last._id)).toBe(0)
  expect((await cartOf(shop, asha)).items).toEqual([])
  await nothingWrong()
})

test('an order may differ from its hold: what is missing is taken, what is left over goes back', async () => {
  const other = { slotId: await addSlot(shop.sql, { starts: '15:00', ends: '16:00', capacity: 9 }), day: slot.day }
  const before = [await stockOf(), await takenOf()].map(Number)
  const more = await held(asha, { slot, items: pieces(2) })
  expect((await order(shop, asha, pieces(5), { holdId: more._id })).status).toBe(201)
  expect([await stockOf(), await takenOf()]).toEqual([(before[0] ?? 0) - 5, (before[1] ?? 0) + 5])
  const fewer = await held(asha, { slot, items: pieces(4) })
  const placed = await order(shop, asha, pieces(1), { holdId: fewer._id, slot: other })
  expect(placed.body.slot).toMatchObject(other)
  expect([await stockOf(), await takenOf()]).toEqual([(before[0] ?? 0) - 6, (before[1] ?? 0) + 5])
  expect((await order(shop, asha, pieces(1), { holdId: fewer._id })).body.code).toBe('hold.over')
  await nothingWrong()
})

test('a new hold replaces the one before; one that cannot be had leaves it', async () => {
  const first = await held(asha, { slot, items: pieces(2) })
  const tight = { slotId: await addSlot(shop.sql, { starts: '17:00', ends: '18:00', capacity: 1 }), day: slot.day }
  expect((await hold(asha, { slot: tight, items: pieces(2) })).body).toMatchObject({ code: 'slot.full', left: 1 })
  expect((await hold(asha, { slot, items: pieces(99_999) })).status).toBe(400)
  expect(await current(asha)).toMatchObject({ _id: first._id })
  const before = await stockOf()
  const second = await held(asha, { items: pieces(1) })
  expect(second).toMatchObject({ slotId: null, day: null, points: 0 })
  expect(await stockOf()).toBe((before ?? 0) + 1)
  const many = await Promise.all(Array.from({ length: 10 }, (_, i) => hold(asha, { slot, items: pieces(1 + (i % 3)) })))
  expect(many.map(({ status }) => status)).toEqual(Array(10).fill(201))
  expect(await shop.sql(`select 1 from holds where state = 'active'`)).toHaveLength(1)
  await nothingWrong()
  const last = await current(asha)
  if (last !== null) await release(asha, last)
})

test('a hold is extended twice, then stands as it is; one that is over is no hold', async () => {
  const kept = await held(asha, { items: pieces(1) })
  const extend = () => shop.call<Hold & { code: string }>('POST', `/api/holds/${kept._id}/extend`, { as: asha })
  const answers = [await extend(), await extend(), await extend()].map(({ body }) => Hold.parse(body))
  expect(answers.map(({ extensionsLeft }) => extensionsLeft)).toEqual([1, 0, 0])
  expect(answers[2]?.expiresAt).toBe(answers[1]?.expiresAt)
  await expire(kept._id)
  expect((await extend()).body.code).toBe('hold.over')
  expect(await current(asha)).toBeNull()
  expect((await order(shop, asha, pieces(1), { holdId: kept._id })).body.code).toBe('hold.over')
  await sweepHolds(shop.deps.db)
  await nothingWrong()
})

/** A time whose last orders came two minutes ago, and that was held before. */
async function heldBeforeCutOff(items: unknown): Promise<{ kept: Hold; last: typeof slot }> {
  const last = { slotId: await addSlot(shop.sql, { starts: '19:00', ends: '20:00' }), day: slot.day }
  const kept = await held(asha, { slot: last, items })
  await shop.sql(`update holds set created_at = now() - interval '5 minutes' where id = $1`, [kept._id])
  await shop.sql(
    `update slots s set cut_off_minutes = 2 + extract(epoch from ($2::date + s.starts) at time zone time_zone - now()) / 60 from settings where s.id = $1`,
    [last.slotId, last.day],
  )
  return { kept, last }
}

test('a time that is held goes by when its hold began: its cut-off may pass, but no cake joins that needed longer even then', async () => {
  const slow = await shop.product({ leadHours: 90 })
  const { kept, last } = await heldBeforeCutOff(pieces(1))
  expect((await order(shop, ravi, pieces(1), { slot: last })).body.code).toBe('slot.too-soon')
  const both = [...pieces(1), ...pieces(1, slow)]
  for (const more of [{}, { slot: last }])
    expect((await order(shop, asha, both, { holdId: kept._id, ...more })).body.code).toBe('slot.too-soon')
  expect((await hold(asha, { slot: last, items: both })).body.code).toBe('slot.too-soon')
  const placed = await order(shop, asha, pieces(1), { holdId: kept._id })
  expect(placed.status, placed.text).toBe(201)
  expect(placed.body.slot).toMatchObject(last)
  await nothingWrong()
})

test('nobody keeps a time beyond its cut-off by holding it again; the hold that they have stays', async () => {
  const { kept, last } = await heldBeforeCutOff(pieces(1))
  expect((await hold(asha, { slot: last, items: pieces(1) })).body.code).toBe('slot.too-soon')
  expect(await current(asha)).toMatchObject({ _id: kept._id, expiresAt: kept.expiresAt })
  expect((await release(asha, kept)).status).toBe(204)
  await nothingWrong()
})

test('the sweep puts back what is over and nothing else, in batches, one node at a time', async () => {
  const people = await Promise.all(Array.from({ length: 6 }, (_, i) => shop.person(`Guest${'abcdef'[i]}`)))
  const before = await stockOf()
  const kept = await Promise.all(people.map((person) => held(person, { slot, items: pieces(2) })))
  for (const [i, { _id }] of kept.entries()) if (i > 0) await expire(_id)
  await shop.deps.db
    .transaction(async (tx) => {
      const ended = await releaseOver(tx, 3)
      expect(ended?.kept.pieces.get(cake._id)).toBe(6)
      throw new Error('not now')
    })
    .catch((error: Error) => expect(error.message).toBe('not now'))
  const swept = await Promise.all(Array.from({ length: 8 }, () => sweepHolds(shop.deps.db)))
  expect(swept.filter((did) => did)).toHaveLength(1)
  expect(await sweepHolds(shop.deps.db)).toBe(false)
  expect(await stockOf()).toBe((before ?? 0) - 2)
  expect(await current(people[0] ?? asha)).not.toBeNull()
  await nothingWrong()
})

test('[F32] of an order and the end of its hold one wins, a millisecond before and after, and what was kept is given back once', async () => {
  const outcomes = new Set<string>()
  const ends = [-1, 1, 5, 20, 80, 60_000]
  for (let round = 0; round < 30; round++) {
    const kept = await held(asha, { slot, items: pieces(1) })
    const before = await stockOf()
    // Around now: some end before the order looks, some while it works, some after.
    await shop.sql(`update holds set expires_at = clock_timestamp() + $2 * interval '1 millisecond' where id = $1`, [
      kept._id,
      ends[round % 6],
    ])
    const [placed] = await Promise.all([
      order(shop, asha, pieces(1), { holdId: kept._id }),
      sweepHolds(shop.deps.db),
      round % 3 === 0 ? release(asha, kept) : sweepHolds(shop.deps.db),
      ...(round % 5 === 0 ? [order(shop, asha, pieces(1), { holdId: kept._id })] : []),
    ])
    while (await sweepHolds(shop.deps.db));
    const [row] = await shop.sql<{ state: string }>('select state from holds where id = $1', [kept._id])
    const given = await shop.sql(`select 1 from stock_ledger where ref = $1 and cause = 'release'`, [kept._id])
    expect(['used', 'released', 'active']).toContain(row?.state)
    if (row?.state === 'active') await release(asha, kept)
    else expect(given).toHaveLength(1)
    if (round % 5 !== 0) {
      expect([placed.status, row?.state], placed.text).toSatisfy(([status, state]) => (status === 201) === (state === 'used'))
      if (row?.state !== 'active') expect(await stockOf()).toBe((before ?? 0) + (placed.status === 201 ? 0 : 1))
    }
    outcomes.add(placed.status === 201 ? 'ordered' : placed.body.code)
  }
  await nothingWrong()
  expect(outcomes).toEqual(new Set(['ordered', 'hold.over']))
})

test('[F32] by the database’s clock: at its last moment a hold is over, just before it is not', async () => {
  const at = async (by: string) => {
    const kept = await held(asha, { items: pieces(1) })
    await shop.sql(`update holds set expires_at = now() + $2::interval where id = $1`, [kept._id, by])
    return kept
  }
  const over = await at('0 milliseconds')
  expect((await order(shop, asha, pieces(1), { holdId: over._id })).body.code).toBe('hold.over')
  const stands = await at('1 hour')
  expect(await sweepHolds(shop.deps.db)).toBe(false)
  expect(await current(asha)).toMatchObject({ _id: stands._id })
  expect((await order(shop, asha, pieces(1), { holdId: stands._id })).status).toBe(201)
  await nothingWrong()
})
