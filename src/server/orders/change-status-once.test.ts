import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { countOf, newsOf, placed } from '../../../test/support/buying.ts'
import { until } from '../../../test/support/until.ts'
import type { AdminOrder } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let truffle: Product
let asha: Person
let desk: Person
let other: Person

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle' })
  asha = await shop.person('Asha')
  desk = await shop.person('Desk', 'staff', ['orders'])
  other = await shop.person('Other', 'staff', ['orders'])
})
afterAll(() => shop[Symbol.asyncDispose]())

const fresh = () => placed(shop, asha, [{ productId: truffle._id, quantity: 1 }])
const tap = (as: Person, id: string, key: string, body: object) =>
  shop.call<AdminOrder & { code: string; current: AdminOrder }>('PATCH', `/api/orders/${id}/status`, {
    as,
    body,
    headers: { 'idempotency-key': key },
  })

test('[B20] thirty times the same tap is one move, answered alike, told once', async () => {
  const { _id } = await fresh()
  const before = await countOf(shop, 'notifications')
  const send = () => tap(desk, _id, 'thirty taps', { status: 'processing', version: 1 })
  const answers = [...(await Promise.all(Array.from({ length: 29 }, send))), await send()]
  expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(200))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(await countOf(shop, 'notifications')).toBe(before + 1)
  expect((await newsOf(shop, `order:${_id}`)).filter(({ type }) => type === 'order_status_updated')).toHaveLength(2)
})

test('[B20] the answer of a tap is given again when the order has long gone on, and after every connection broke', async () => {
  const { _id } = await fresh()
  const first = await tap(desk, _id, 'lost answer', { status: 'processing', version: 1 })
  await tap(other, _id, 'meanwhile', { status: 'shipped', version: 2 })
  await shop.sql(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cakewire' and datname = current_database()`,
  )
  const again = await until('the shop has its database back', async () => {
    const answer = await tap(desk, _id, 'lost answer', { status: 'processing', version: 1 })
    return answer.status === 503 ? null : answer
  })
  expect([again.status, again.text]).toEqual([200, first.text])
  const { body } = await shop.call<AdminOrder>('GET', `/api/orders/${_id}`, { as: desk })
  expect(body).toMatchObject({ status: 'shipped', version: 3 })
})

test('[D18] [B20] a refused tap keeps nothing: told again it is refused with the order as it is then', async () => {
  const { _id } = await fresh()
  await tap(other, _id, 'faster', { status: 'processing', version: 1 })
  const stale = { status: 'cancelled', version: 1 }
  expect((await tap(desk, _id, 'too late', stale)).body).toMatchObject({
    code: 'order.changed',
    current: { status: 'processing', version: 2 },
  })
  await tap(other, _id, 'faster still', { status: 'shipped', version: 2 })
  expect((await tap(desk, _id, 'too late', stale)).body).toMatchObject({
    code: 'order.changed',
    current: { status: 'shipped', version: 3 },
  })
})

test('[D13] one key for two different moves is refused, on another order or from another person it is another key', async () => {
  const [one, two] = [await fresh(), await fresh()]
  expect((await tap(desk, one._id, 'shared', { status: 'processing', version: 1 })).status).toBe(200)
  expect(await tap(desk, one._id, 'shared', { status: 'shipped', version: 2 })).toMatchObject({ status: 422, body: { code: 'key.reused' } })
  expect((await tap(desk, two._id, 'shared', { status: 'processing', version: 1 })).body._id).toBe(two._id)
  expect((await tap(other, one._id, 'shared', { status: 'shipped', version: 2 })).body.status).toBe('shipped')
})

test('[C04] who is no longer staff is not given again what staff were answered', async () => {
  const { _id } = await fresh()
  const gone = await shop.person('Gone', 'staff', ['orders'])
  expect((await tap(gone, _id, 'as staff', { status: 'processing', version: 1 })).status).toBe(200)
  await shop.sql(`update accounts set rights = '{}' where id = $1`, [gone.id])
  expect(await tap(gone, _id, 'as staff', { status: 'processing', version: 1 })).toMatchObject({
    status: 404,
    body: { code: 'order.not-found' },
  })
})

test('[B21] a tap that names its maker is not done as anybody else', async () => {
  const { _id } = await fresh()
  const send = (as: Person, account: string) =>
    shop.call<AdminOrder & { code: string }>('PATCH', `/api/orders/${_id}/status`, {
      as,
      body: { status: 'processing', version: 1 },
      headers: { 'idempotency-key': 'whose', 'cakewire-account': account },
    })
  expect(await send(other, desk.id)).toMatchObject({ status: 401, body: { code: 'auth.required' } })
  expect((await send(desk, desk.id)).body.status).toBe('processing')
})
