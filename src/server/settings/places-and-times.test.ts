import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { until } from '../../../test/support/until.ts'
import type { ClosedDayAnswer, PlannedDay, Slot, SlotNews, Zone } from '../../contract/delivery.ts'
import type { Order } from '../../contract/order.ts'

type Refused = { code: string; current?: Slot; taken?: { pincode: string; zone: string }[]; issues?: { path: string; message: string }[] }
let shop: TestShop
let owner: Person

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

const call = <T>(method: string, path: string, body?: object) =>
  shop.call<T & Refused>(method, `/api/admin${path}`, { as: owner, ...(body && { body }) })
const SLOT = { mode: 'pickup', starts: '16:00', ends: '18:00', capacity: 20 } as const
const addSlot = async (fields: object = {}) => (await call<Slot>('POST', '/slots', { ...SLOT, ...fields })).body
/** Far ahead enough for every cut-off. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
/** A Thursday. */
const DAY = '2031-03-06'

async function orderFor({ _id: slotId }: Slot, day: string): Promise<Order> {
  const cake = await shop.product()
  const body = { items: [{ productId: cake._id, quantity: 1 }], mode: 'pickup', phone: '+919876543210', slot: { slotId, day } }
  const placed = await shop.call<Order>('POST', '/api/orders', { as: owner, body })
  expect(placed.status).toBe(201)
  return placed.body
}

test('a zone is added, changed from the version that was seen, and removed', async () => {
  const added = await call<Zone>('POST', '/zones', { name: 'North', pincodes: ['560024', '5610', '560024'], fee: 40, freeAbove: 900 })
  expect(added.body).toMatchObject({ name: 'North', pincodes: ['560024', '5610'], fee: 40, freeAbove: 900, active: true, version: 1 })
  const { _id } = added.body
  const input = { name: 'North', pincodes: ['560024'], fee: 60, active: false, version: 1 }
  expect((await call<Zone>('PUT', `/zones/${_id}`, input)).body).toMatchObject({ fee: 60, freeAbove: null, active: false, version: 2 })
  const late = await call('PUT', `/zones/${_id}`, input)
  expect({ status: late.status, code: late.body.code }).toEqual({ status: 409, code: 'settings.changed' })
  expect(late.body.current).toMatchObject({ fee: 60, version: 2 })
  expect((await call('DELETE', `/zones/${_id}`)).status).toBe(200)
  expect((await call<Zone[]>('GET', '/zones')).body).toEqual([])
  expect((await shop.sql('select from zone_pincodes')).length).toBe(0)
})

test('a pincode of another zone is refused with that zone’s name; a longer one inside a beginning is an exception', async () => {
  const east = (await call<Zone>('POST', '/zones', { name: 'East', pincodes: ['560016', '56003'], fee: 40 })).body
  const clash = await call('POST', '/zones', { name: 'Centre', pincodes: ['560001', '560016', '56003'], fee: 20 })
  expect({ status: clash.status, code: clash.body.code }).toEqual({ status: 409, code: 'zone.overlap' })
  expect(clash.body.taken).toEqual([
    { pincode: '560016', zone: 'East' },
    { pincode: '56003', zone: 'East' },
  ])
  expect(clash.body.issues?.[0]).toMatchObject({ path: 'body/pincodes', message: expect.stringContaining('560016 belongs to East') })
  const centre = await call<Zone>('POST', '/zones', { name: 'Centre', pincodes: ['560001', '560038'], fee: 20 })
  expect(centre.status).toBe(201)
  expect((await call('PUT', `/zones/${centre.body._id}`, { name: 'Centre', pincodes: ['56003'], fee: 20 })).body.code).toBe('zone.overlap')
  // Its own stay its own.
  expect((await call('PUT', `/zones/${east._id}`, { name: 'East side', pincodes: ['560016', '56003'], fee: 40 })).status).toBe(200)
})

test('two who claim one pincode at once: one has it', async () => {
  const answers = await Promise.all(['A', 'B', 'C'].map((name) => call('POST', '/zones', { name, pincodes: ['700001'], fee: 1 })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
})

test('a slot that nobody ordered for is removed; one that orders name is switched off', async () => {
  const [free, taken] = [await addSlot({ weekdays: [7, 4, 4] }), await addSlot({ name: 'Evening' })]
  expect(free.weekdays).toEqual([4, 7])
  await orderFor(taken, inDays(9))
  expect((await call<{ removed: boolean }>('DELETE', `/slots/${free._id}`)).body.removed).toBe(true)
  const off = await call<{ removed: boolean; slot: Slot }>('DELETE', `/slots/${taken._id}`)
  expect(off.body).toMatchObject({ removed: false, slot: { _id: taken._id, active: false, version: 2 } })
  const left = (await call<Slot[]>('GET', '/slots')).body.map(({ _id }) => _id)
  expect(left).toContain(taken._id)
  expect(left).not.toContain(free._id)
  expect((await shop.sql('select from orders where slot_id = $1', [taken._id])).length).toBe(1)
})

test.each([
  [{ starts: '18:00', ends: '16:00' }, 'body/ends'],
  [{ starts: '25:00' }, 'body/starts'],
  [{ weekdays: [] }, 'body/weekdays'],
  [{ weekdays: [0] }, 'body/weekdays/0'],
  [{ capacity: -1 }, 'body/capacity'],
])('a slot with %j is refused at its field', async (fields, path) => {
  const answer = await call('POST', '/slots', { ...SLOT, ...fields })
  expect({ status: answer.status, path: answer.body.issues?.[0]?.path }).toEqual({ status: 400, path })
})

test('the day of one slot holds more or less than other days; who is choosing hears what is left', async () => {
  const slot = await addSlot({ weekdays: [4] })
  await shop.sql('insert into slot_days (slot_id, day, taken) values ($1, $2, 8)', [slot._id, DAY])
  const { heard } = await shop.classic()
  const set = (capacity: number | null) => call<PlannedDay>('PUT', `/slots/${slot._id}/days/${DAY}`, { capacity })
  const ours = ({ slots }: PlannedDay) => slots.find(({ slotId }) => slotId === slot._id)
  expect(ours((await set(10)).body)).toMatchObject({ capacity: 10, own: true, taken: 8 })
  const left = () => heard.flatMap(({ event, payload }) => (event === 'slot_updated' ? [(payload.data as SlotNews).left] : []))
  await until('2 are left', () => left().at(-1) === 2)
  await set(5)
  await until('none are left, and not fewer', () => left().at(-1) === 0)
  expect(ours((await set(null)).body)).toMatchObject({ capacity: 20, own: false, taken: 8 })
  await until('12 are left', () => left().at(-1) === 12)
  expect((await call('PUT', `/slots/${'0'.repeat(24)}/days/${DAY}`, { capacity: 1 })).status).toBe(404)
})

test('the plan shows each day with its slots, what is taken, and why it is closed', async () => {
  const slot = await addSlot({ weekdays: [5], capacity: 7 })
  await shop.sql(`insert into slot_days (slot_id, day, taken) values ($1, '2031-03-06', 4)`, [slot._id])
  await call('PATCH', '/settings', { dayCapacity: 60 })
  await call('PUT', `/slots/${slot._id}/days/2031-03-07`, { capacity: 3 })
  await call('POST', '/closed-days', { day: '2031-03-08', note: 'Ugadi' })
  const { body } = await call<PlannedDay[]>('GET', `/plan?from=${DAY}&days=3`)
  expect(body.map(({ day, closed, capacity, taken }) => ({ day, closed, capacity, taken }))).toEqual([
    { day: '2031-03-06', closed: null, capacity: 60, taken: 12 },
    { day: '2031-03-07', closed: null, capacity: 60, taken: 0 },
    { day: '2031-03-08', closed: 'Ugadi', capacity: 60, taken: 0 },
  ])
  const ours = body.flatMap(({ day, slots }) => slots.flatMap((each) => (each.slotId === slot._id ? [{ day, ...each }] : [])))
  // On the Thursday it is off, but something is in it.
  expect(ours).toMatchObject([
    { day: '2031-03-06', capacity: 7, own: false, taken: 4 },
    { day: '2031-03-07', capacity: 3, own: true, taken: 0 },
  ])
  await call('PATCH', '/settings', { dayCapacity: null })
})

test('closing a day says how many orders are due on it; days that have passed are out of sight', async () => {
  const closedOn = inDays(12)
  const slot = await addSlot()
  for (const _ of [1, 2]) await orderFor(slot, closedOn)
  const closed = await call<ClosedDayAnswer>('POST', '/closed-days', { day: closedOn, note: 'Stock-taking' })
  expect(closed.body).toEqual({ day: closedOn, note: 'Stock-taking', orders: 2 })
  await call('POST', '/closed-days', { day: '2020-01-01', note: 'Long ago' })
  const list = async (query = '') => (await call<ClosedDayAnswer[]>('GET', `/closed-days${query}`)).body.map(({ day }) => day)
  expect(await list()).not.toContain('2020-01-01')
  expect(await list('?past=true')).toContain('2020-01-01')
  expect((await call('DELETE', `/closed-days/${closedOn}`)).status).toBe(200)
  expect((await call('DELETE', `/closed-days/${closedOn}`)).body.code).toBe('settings.not-found')
  expect(await list()).not.toContain(closedOn)
})

test('[C08] a day or moment of the year 0 is refused wherever one is said', async () => {
  const day = '0000-01-01'
  const { _id: slotId } = await addSlot()
  const said: [method: string, path: string, body?: object][] = [
    ['GET', `/products?on=${day}`],
    ['GET', `/products/facets?on=${day}`],
    ['GET', `/slots?from=${day}`],
    ['POST', '/quote', { items: [], slot: { slotId, day } }],
    ['GET', `/orders/admin/all?day=${day}`],
    ['GET', `/admin/plan?from=${day}`],
    ['POST', '/admin/closed-days', { day }],
    ['DELETE', `/admin/closed-days/${day}`],
    ['PUT', `/admin/slots/${slotId}/days/${day}`, { capacity: 1 }],
    ['POST', '/admin/tax-rates', { hsn: '1905', since: day, rate: 5 }],
    ['DELETE', `/admin/tax-rates/1905/${day}`],
    ['GET', `/admin/audit?from=${day}T00:00:00Z`],
    ['POST', '/admin/coupons', { code: 'EARLY', kind: 'amount', value: 10, startsAt: `${day}T00:00:00Z` }],
  ]
  for (const [method, path, body] of said) {
    const answer = await shop.call<Refused>(method, `/api${path}`, { as: owner, ...(body && { body }) })
    expect({ status: answer.status, code: answer.body.code }, `${method} ${path}`).toEqual({ status: 400, code: 'request.invalid' })
  }
})
