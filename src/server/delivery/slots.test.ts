import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, newsOf, order } from '../../../test/support/buying.ts'
import { addSlot, addZone, dayIn, whatIsWrong } from '../../../test/support/delivery.ts'
import { Openings, SlotGrid, type SlotNews } from '../../contract/delivery.ts'
import type { Quote } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let cake: Product
let asha: Person
let morning: string
let evening: string
let days: string[]

beforeAll(async () => {
  shop = await boot()
  cake = await shop.product({ points: 2 })
  asha = await shop.person('Asha')
  morning = await addSlot(shop.sql, { starts: '08:00', ends: '10:00', capacity: 4 })
  evening = await addSlot(shop.sql, { name: 'Evening', starts: '18:00', ends: '20:00', capacity: 6 })
  await addSlot(shop.sql, { mode: 'pickup', starts: '11:00', ends: '12:00' })
  await addZone(shop.sql, 'Bengaluru', ['5600', '560103'], 40, 1000)
  await addZone(shop.sql, 'Far', ['56010'], 90)
  days = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((ahead) => dayIn(shop.sql, ahead)))
  await shop.sql('insert into closed_days (day, note) values ($1, $2)', [days[3], 'Holi'])
})
afterAll(() => shop[Symbol.asyncDispose]())

const grid = async (query: string, as?: Person) => (await shop.call<SlotGrid>('GET', `/api/slots?${query}`, { as })).body
const one = (quantity = 1) => [{ productId: cake._id, quantity }]
const leftOf = async (slotId: string, day?: string) =>
  (await grid('pincode=560001')).days.find((each) => each.day === day)?.slots.find((slot) => slot.slotId === slotId)

test('the grid tells every day, what is left, why it is closed, and where the shop does not go', async () => {
  const answer = await shop.call<SlotGrid>('GET', '/api/slots?pincode=560001&days=5')
  expect(SlotGrid.parse(answer.body)).toEqual(answer.body)
  expect(answer.headers['cakewire-cursor']).toBeTruthy()
  const { days: shown, zone, points, earliest } = answer.body
  expect(shown.map(({ day }) => day)).toEqual(days.slice(0, 5))
  expect(shown[3]).toEqual({ day: days[3], closed: 'Holi', slots: [] })
  expect(shown[2]?.slots.map(({ slotId, left, state }) => [slotId, left, state])).toEqual([
    [morning, 4, 'open'],
    [evening, 6, 'open'],
  ])
  expect(zone).toMatchObject({ name: 'Bengaluru', fee: 40, freeAbove: 1000 })
  expect(points).toBe(0)
  expect(earliest?.state).toBe('open')
  expect((await grid('pincode=560103')).zone?.name).toBe('Bengaluru')
  expect((await grid('pincode=560104')).zone).toMatchObject({ name: 'Far', freeAbove: 500 })
  expect(await grid('pincode=110001')).toMatchObject({ zone: null, days: [], earliest: null })
  expect((await grid('mode=pickup')).days[1]?.slots).toHaveLength(1)
  expect((await shop.call('GET', '/api/slots?days=32')).status).toBe(400)
})

test('[D09] an order takes points of its slot, tells everybody, and is refused with the nearest that have room when it is full', async () => {
  const slot = { slotId: morning, day: days[1] ?? '' }
  const screen = await shop.screen()
  const placed = await order(shop, asha, one(), { pincode: '560001', slot })
  expect(placed.status, placed.text).toBe(201)
  expect(placed.body.slot).toMatchObject({
    slotId: morning,
    day: days[1],
    starts: '08:00',
    ends: '10:00',
    dueAt: `${days[1]}T02:30:00.000Z`,
  })
  expect(placed.body).toMatchObject({ deliveryFee: 40, totalPrice: 490, mode: 'delivery', pincode: '560001' })
  expect(await leftOf(morning, days[1])).toMatchObject({ left: 2, state: 'open' })
  expect((await newsOf(shop, `slot:${morning}:${days[1]}`)).map(({ audience, rev, data }) => [audience, rev, data])).toEqual([
    ['public', 1, { slotId: morning, day: days[1], left: 2 }],
  ])
  const full = await order(shop, asha, one(2), { pincode: '560001', slot })
  expect(full.status).toBe(409)
  expect(full.body).toMatchObject({ code: 'slot.full', left: 2, nearest: [{}, {}, {}] })
  const cancelled = await shop.call('PATCH', `/api/orders/${placed.body._id}/status`, { as: asha, body: { status: 'cancelled' } })
  expect(cancelled.status, cancelled.text).toBe(200)
  expect(await leftOf(morning, days[1])).toMatchObject({ left: 4 })
  expect((await newsOf(shop, `slot:${morning}:${days[1]}`)).at(-1)).toMatchObject({ rev: 2, data: { left: 4 } })
  expect(await whatIsWrong(shop.sql)).toEqual([])
  screen.socket.disconnect()
})

test('a slot that is none, too soon, on a closed day or of the other mode is refused by name', async () => {
  const refused = async (slotId: string, day: string | undefined, more = {}) =>
    (await order(shop, asha, one(), { pincode: '560001', slot: { slotId, day }, ...more })).body.code
  expect(await refused('0'.repeat(24), days[1])).toBe('slot.unknown')
  expect(await refused(morning, days[3])).toBe('slot.unknown')
  expect(await refused(morning, await dayIn(shop.sql, 31))).toBe('slot.unknown')
  expect(await refused(morning, await dayIn(shop.sql, -1))).toBe('slot.unknown')
  expect(await refused(morning, days[1], { mode: 'pickup' })).toBe('slot.unknown')
  expect((await order(shop, asha, one(), { pincode: '110001' })).body.code).toBe('zone.not-served')
  const slow = await shop.product({ leadHours: 48 })
  const soon = { pincode: '560001', slot: { slotId: morning, day: days[1] } }
  expect((await order(shop, asha, [{ productId: slow._id, quantity: 1 }], soon)).body.code).toBe('slot.too-soon')
})

test('an order without a slot takes the earliest that has room, and no more than there is', async () => {
  const before = (await grid('pincode=560001')).earliest
  const first = await order(shop, asha, one(2))
  expect(first.body.slot).toMatchObject({ slotId: before?.slotId, day: before?.day })
  const second = await order(shop, asha, one(2))
  expect(second.status, second.text).toBe(201)
  expect(second.body.slot).not.toMatchObject({ slotId: before?.slotId, day: before?.day })
  expect(await whatIsWrong(shop.sql)).toEqual([])
})

test('where the kitchen’s day is limited, no slots of it together take more, and all of them tell what is left', async () => {
  await shop.sql('update settings set day_capacity = 5')
  const on = (slotId: string, quantity: number) => order(shop, asha, one(quantity), { slot: { slotId, day: days[6] } })
  expect((await on(morning, 2)).status).toBe(201)
  expect((await newsOf(shop, `slot:${evening}:${days[6]}`)).at(-1)?.data).toMatchObject({ left: 1 })
  const full = await on(evening, 1)
  expect(full.body).toMatchObject({ code: 'slot.full', left: 1 })
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) => order(shop, asha, one(), { slot: { slotId: i % 2 ? morning : evening, day: days[7] } })),
  )
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
  await shop.sql('update settings set day_capacity = null')
  expect(await whatIsWrong(shop.sql)).toEqual([])
})

test('a time that its owner removes frees nothing of the kitchen’s day while orders name it', async () => {
  const owner = await shop.person('Meera', 'owner')
  const noon = await addSlot(shop.sql, { starts: '12:00', ends: '13:00' })
  const on = (slotId: string, quantity: number) => order(shop, asha, one(quantity), { slot: { slotId, day: days[5] } })
  await shop.sql('update settings set day_capacity = 5')
  const first = await on(noon, 2)
  expect(first.status, first.text).toBe(201)
  const removed = await shop.call('DELETE', `/api/admin/slots/${noon}`, { as: owner })
  expect(removed.body).toMatchObject({ removed: false, slot: { active: false } })
  expect((await on(evening, 1)).body).toMatchObject({ code: 'slot.full', left: 1 })
  expect(await leftOf(evening, days[5])).toMatchObject({ left: 1 })
  const cancelled = await shop.call('PATCH', `/api/orders/${first.body._id}/status`, { as: asha, body: { status: 'cancelled' } })
  expect(cancelled.status, cancelled.text).toBe(200)
  expect((await newsOf(shop, `slot:${evening}:${days[5]}`)).at(-1)?.data).toMatchObject({ left: 5, kitchen: 5 })
  await shop.sql('update settings set day_capacity = null')
  expect(await whatIsWrong(shop.sql)).toEqual([])
})

test('a paused shop takes no order, a busy one takes it for later; a quote says all that is in the way at once', async () => {
  await shop.sql(`update settings set state = 'paused', state_note = 'The oven is being mended'`)
  expect((await order(shop, asha, one())).body).toMatchObject({ code: 'shop.paused', note: 'The oven is being mended' })
  const asked = {
    items: [...one(), { productId: '0'.repeat(24), quantity: 1 }],
    pincode: '110001',
    coupon: 'none',
    slot: { slotId: morning, day: days[3] },
  }
  const { status, body } = await shop.call<Quote>('POST', '/api/quote', { body: asked })
  expect(status).toBe(200)
  expect(body.problems.map(({ code, line }) => (line === undefined ? code : `${code} ${line}`))).toEqual([
    'shop.paused',
    'product.unavailable 1',
    'zone.not-served',
    'coupon.unknown',
    'slot.unknown',
  ])
  expect(body.items.map(({ price }) => price)).toEqual([450, 0])
  await shop.sql(`update settings set state = 'busy', busy_hours = 60`)
  expect((await leftOf(morning, days[2]))?.state).toBe('too-soon')
  await shop.sql(`update settings set state = 'open'`)
  expect((await leftOf(morning, days[2]))?.state).toBe('open')
})

test('the grid and the quote are for the cart that the viewer has', async () => {
  await addToCart(shop, asha, { productId: cake._id, quantity: 3 })
  expect(await grid('pincode=560001', asha)).toMatchObject({ points: 6 })
  expect((await grid('pincode=560001', asha)).days[5]?.slots.map(({ state }) => state)).toEqual(['full', 'open'])
  const quote = (await shop.call<Quote>('POST', '/api/quote', { as: asha, body: { pincode: '560001' } })).body
  expect(quote).toMatchObject({ subtotal: 1350, deliveryFee: 0, totalPrice: 1350, points: 6, problems: [] })
})

test('the grid of one product goes by its own lead time and the points of its size, whatever lies in the cart', async () => {
  const sizes = [
    { name: '1 kg', priceMultiplier: 1 },
    { name: '3 kg', priceMultiplier: 3, points: 5 },
  ]
  const slow = await shop.product({ points: 1, leadHours: 48, sizes })
  const bela = await shop.person('Bela')
  await addToCart(shop, bela, { productId: cake._id, quantity: 3 })
  const small = await grid(`product=${slow._id}`, bela)
  expect(small).toMatchObject({ points: 1, zone: null })
  expect(small.days.slice(0, 2).flatMap(({ slots }) => slots.map(({ state }) => state))).toEqual(Array(4).fill('too-soon'))
  expect(small.earliest?.day).not.toBe(days[1])
  const large = await grid(`product=${slow._id}&size=3+kg`, bela)
  expect(large.points).toBe(5)
  expect(large.days[4]?.slots.map(({ slotId, state }) => [slotId, state])).toEqual([
    [morning, 'full'],
    [evening, 'open'],
  ])
  expect((await grid('days=1', bela)).points).toBe(6)
  for (const none of [`product=${'0'.repeat(24)}`, `product=${slow._id}&size=2+kg`])
    expect(await grid(none)).toMatchObject({ days: [], earliest: null })
  for (const bad of ['product=1', `product=${slow._id}&size[$ne]=`]) expect((await shop.call('GET', `/api/slots?${bad}`)).status).toBe(400)
})

test('a list tells what can still be delivered on a day: soon enough, small enough, on a day that is open, and as full as it is now', async () => {
  const category = 'On a day'
  const make = (name: string, fields: object) => shop.product({ name, category, ...fields })
  await make('Quick', { points: 1 })
  const sizes = [
    { name: 'Small', priceMultiplier: 1 },
    { name: 'Tiered', priceMultiplier: 9, points: 90 },
  ]
  await make('Slow', { points: 1, leadHours: 90, sizes })
  await make('Large', { points: 6 })
  await make('Sold out', { points: 1, stock: 0 })
  const on = async (day?: string) => {
    const answer = await shop.call<Product[]>('GET', `/api/products?sort=name&category=${encodeURIComponent(category)}&on=${day}`)
    const facets = await shop.call<{ categories: { name: string; count: number }[] }>('GET', `/api/products/facets?on=${day}`)
    expect(facets.body.categories.find(({ name }) => name === category)?.count ?? 0).toBe(answer.body.length)
    return answer.body.map(({ name }) => name)
  }
  expect(await on(days[2])).toEqual(['Large', 'Quick'])
  expect(await on(days[6])).toEqual(['Large', 'Quick', 'Slow'])
  expect(await on(days[3])).toEqual([])
  expect(await on('2020-01-01')).toEqual([])
  expect((await order(shop, asha, one(), { pincode: '560001', slot: { slotId: evening, day: days[6] } })).status).toBe(201)
  expect(await on(days[6])).toEqual(['Quick', 'Slow'])
  expect((await shop.call('GET', '/api/products?on=tomorrow')).status).toBe(400)
})

test('the openings tell of every day what the grid tells, with limited kitchens too, and move with the news', async () => {
  const openings = async () => Openings.parse((await shop.call('GET', '/api/slots/openings')).body)
  const leftBy = ({ slots, days: told }: Openings) => {
    const known = new Map(told.map(({ slotId, day, left }) => [`${slotId} ${day}`, left]))
    return (slotId: string, day: string) => known.get(`${slotId} ${day}`) ?? slots.find((slot) => slot.slotId === slotId)?.left
  }
  const agree = async () => {
    const [answer, { days: shown }] = [await openings(), await grid('days=31')]
    const left = leftBy(answer)
    const offers = shown.flatMap(({ slots }) => slots)
    expect(offers.length).toBeGreaterThan(50)
    for (const offer of offers) expect(left(offer.slotId, offer.day), `${offer.slotId} ${offer.day}`).toBe(offer.left)
    return answer
  }
  const before = await agree()
  expect(before.slots.map(({ slotId }) => slotId).sort()).toEqual([morning, evening].sort())
  expect(before.closed).toEqual([days[3]])
  // Of a day on which the others have told nothing yet.
  expect((await order(shop, asha, one(), { pincode: '560001', slot: { slotId: morning, day: days[8] ?? '' } })).status).toBe(201)
  await shop.sql('update settings set day_capacity = 5')
  await agree()
  const slot = { slotId: morning, day: days[9] ?? '' }
  expect((await order(shop, asha, one(), { pincode: '560001', slot })).status).toBe(201)
  const after = await agree()
  for (const slotId of [morning, evening]) {
    const news = (await newsOf(shop, `slot:${slotId}:${days[9]}`)).at(-1)
    expect(after.days).toContainEqual({ slotId, day: days[9], left: (news?.data as SlotNews | undefined)?.left, version: news?.rev })
  }
  await shop.sql('update settings set day_capacity = null')
  await shop.sql(`update settings set state = 'busy', busy_hours = 7`)
  expect(await openings()).toMatchObject({ busyHours: 7 })
  await shop.sql(`update settings set state = 'open'`)
})
