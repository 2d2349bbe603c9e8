import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { placed } from '../../../test/support/buying.ts'
import { until } from '../../../test/support/until.ts'
import type { SettingsAnswer, ShopInfo } from '../../contract/shop.ts'

type Refused = { code: string; current?: SettingsAnswer; issues?: { path: string }[] }
let shop: TestShop
let owner: Person

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

const read = async () => (await shop.call<SettingsAnswer>('GET', '/api/admin/settings', { as: owner })).body
const change = (body: object, headers: Record<string, string> = {}) =>
  shop.call<SettingsAnswer & Refused>('PATCH', '/api/admin/settings', { as: owner, body, headers })
const setState = (as: Person, body: object) => shop.call<ShopInfo & Refused>('POST', '/api/admin/shop-state', { as, body })

test('what is changed is kept and told, and the rest stays', async () => {
  const before = await read()
  const change_ = { name: 'Meera’s oven', deliveryFee: 45.5, freeDeliveryAbove: null, fssai: '12345678901234', sameDayUntil: '13:30' }
  const { body } = await change(change_)
  expect(body).toEqual({ ...before, ...change_, version: before.version + 1 })
  expect(await read()).toEqual(body)
})

test('every open screen hears of it, also one that was away meanwhile', async () => {
  const { socket, heard } = await shop.classic()
  const cursor = (await shop.call<{ cursor: string }>('GET', '/api/feed')).body.cursor
  const { body } = await change({ name: 'Cakewire Indiranagar' })
  const told = await until('the visitor hears', () => heard.find(({ event }) => event === 'shop_updated'))
  expect(told.payload.data).toMatchObject({ name: 'Cakewire Indiranagar', version: body.version })
  // Only what everybody may know.
  expect(Object.keys(told.payload.data as object)).not.toEqual(expect.arrayContaining(['gstin']))
  const missed = await shop.call<{ entries: [string, number, string, { entity: string; rev: number }][] }>(
    'GET',
    `/api/feed?cursor=${encodeURIComponent(cursor)}`,
  )
  expect(missed.body.entries.map(([, , , { entity, rev }]) => [entity, rev])).toEqual([['shop:1', body.version]])
  socket.disconnect()
})

test.each(['body', 'header'])('[D18] who saved from an older version is told the current one (version in the %s)', async (where) => {
  const { version } = await read()
  const from = (seen: number, body: object) =>
    where === 'body' ? change({ ...body, version: seen }) : change(body, { 'if-match': `W/"${seen}"` })
  expect((await from(version, { tagline: `Fresh by ${where}` })).status).toBe(200)
  const late = await from(version, { tagline: 'Stale' })
  expect({ status: late.status, code: late.body.code }).toEqual({ status: 409, code: 'settings.changed' })
  expect(late.body.current).toEqual(await read())
  expect((await read()).tagline).toBe(`Fresh by ${where}`)
})

test('[D18] of two who save the same version at once one wins', async () => {
  const { version } = await read()
  const answers = await Promise.all([1, 2, 3, 4].map((n) => change({ holdMinutes: 10 + n, version })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
})

test('a save that changes nothing makes no version and no news', async () => {
  const before = await read()
  expect((await change({ name: before.name, deliveryFee: before.deliveryFee })).body).toEqual(before)
})

test.each([
  [{ timeZone: 'Asia/Bangalore-ish' }, 'body/timeZone'],
  [{ timeZone: '' }, 'body/timeZone'],
  [{ timeZone: '+05:30' }, 'body/timeZone'],
  [{ timeZone: 'PST8PDT7' }, 'body/timeZone'],
  [{ gstin: '29ABCDE1234F1Z' }, 'body/gstin'],
  [{ fssai: '123' }, 'body/fssai'],
  [{ holdMinutes: 0 }, 'body/holdMinutes'],
  [{ deliveryFee: 10.005 }, 'body/deliveryFee'],
  [{ name: '' }, 'body/name'],
  [{ name: 'a\nb' }, 'body/name'],
  [{ sameDayUntil: '24:00' }, 'body/sameDayUntil'],
])('%j is refused at its field', async (body, path) => {
  const before = await read()
  const answer = await change(body)
  expect({ status: answer.status, code: answer.body.code, path: answer.body.issues?.[0]?.path }).toEqual({
    status: 400,
    code: 'request.invalid',
    path,
  })
  expect(await read()).toEqual(before)
})

test('a time zone is taken under any of its names', async () => {
  for (const timeZone of ['Asia/Calcutta', 'Asia/Kolkata', 'America/St_Johns', 'UTC'])
    expect((await change({ timeZone })).body).toMatchObject({ timeZone })
  await change({ timeZone: 'Asia/Kolkata' })
})

test('who is at the counter or in the kitchen pauses the shop and opens it again, without a right to settings', async () => {
  const noor = await shop.person('Noor', 'staff', ['orders'])
  const { heard } = await shop.classic()
  const paused = await setState(noor, { state: 'paused', note: 'Back at four.' })
  expect(paused.body).toMatchObject({ state: 'paused', stateNote: 'Back at four.' })
  await until('the visitor hears', () => heard.some(({ payload }) => (payload.data as ShopInfo).state === 'paused'))
  expect((await setState(noor, { state: 'open' })).body).toMatchObject({ state: 'open', stateNote: '' })
  const again = await setState(noor, { state: 'open' })
  expect(again.body.version).toBe(paused.body.version + 1)
  const cook = await shop.person('Imran', 'staff', ['kitchen'])
  expect((await setState(cook, { state: 'busy' })).body).toMatchObject({ state: 'busy' })
  await setState(cook, { state: 'open' })
  const other = await shop.person('Ravi', 'staff', ['catalogue'])
  expect((await setState(other, { state: 'paused' })).status).toBe(403)
})

test('[D29] invoices cannot begin as this year’s credit notes do, nor credit notes as its invoices', async () => {
  const cake = await shop.product()
  const move = (id: string, status: string) => shop.call('PATCH', `/api/orders/${id}/status`, { as: owner, body: { status } })
  const issue = async (invoicePrefix: string, ...steps: string[]) => {
    expect((await change({ invoicePrefix })).status, invoicePrefix).toBe(200)
    const { _id } = await placed(shop, owner, [{ productId: cake._id, quantity: 1 }])
    for (const step of steps) expect((await move(_id, step)).status, step).toBe(200)
  }
  const refused = { status: 409, body: { code: 'prefix.taken', issues: [{ path: 'body/invoicePrefix' }] } }
  await issue('CWC', 'processing')
  expect(await change({ invoicePrefix: 'CW' })).toMatchObject(refused)
  await issue('N', 'processing', 'cancelled')
  expect(await change({ invoicePrefix: 'NC' })).toMatchObject(refused)
  await issue('CWC', 'processing', 'cancelled')
  // Those of another year end differently.
  await shop.sql(`update papers set number = regexp_replace(number, '/.*/', '/20-21/')`)
  await issue('CW', 'processing', 'cancelled')
})
