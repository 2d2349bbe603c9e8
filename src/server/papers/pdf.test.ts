import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { order as sendOrder } from '../../../test/support/buying.ts'
import type { Order } from '../../contract/order.ts'

let shop: TestShop
let asha: Person
let bela: Person
let desk: Person
let order: Order

beforeAll(async () => {
  shop = await boot()
  asha = await shop.person('Asha')
  bela = await shop.person('Bela')
  desk = await shop.person('Desk', 'staff', ['orders'])
  await shop.sql(`update settings set legal_name = 'Meera Bakes LLP', fssai = '11223344556677'`)
  const cake = await shop.product({ name: 'Rasmalai केक', eggOptions: [{ name: 'Eggless', priceMultiplier: 1 }] })
  const egg = await shop.product({ name: 'Truffle' })
  const items = [
    { productId: cake._id, quantity: 2, message: 'ಹುಟ್ಟುಹಬ್ಬ Asha <3' },
    { productId: egg._id, quantity: 1 },
  ]
  order = (await sendOrder(shop, asha, items, { notes: 'Ring twice' })).body
  await shop.call('PATCH', `/api/orders/${order._id}/status`, { as: desk, body: { status: 'processing' } })
})
afterAll(() => shop[Symbol.asyncDispose]())

async function pdf(path: string, as?: Person): Promise<{ status: number; type: string | null; text: string }> {
  const answer = await fetch(`${shop.url}${path}`, { headers: as === undefined ? {} : { authorization: `Bearer ${as.token}` } })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const type = answer.headers.get('content-type')
  if (type !== 'application/pdf') return { status: answer.status, type, text: new TextDecoder().decode(bytes) }
  const { text } = await extractText(await getDocumentProxy(bytes), { mergePages: true })
  return { status: answer.status, type, text: text.replace(/\s+/g, ' ') }
}

test('[D29] the invoice as PDF says who sold what for how much, in every script, with the food mark in words', async () => {
  const { status, type, text } = await pdf(`/api/orders/${order._id}/papers/invoice?as=pdf`, asha)
  expect({ status, type }).toEqual({ status: 200, type: 'application/pdf' })
  for (const said of [
    'Bill',
    'CW/',
    `Order ${order.number}`,
    'Meera Bakes LLP',
    'FSSAI 11223344556677',
    'Asha',
    'Rasmalai',
    'Eggless',
    'Truffle',
    'Contains egg',
    '₹1,350',
    'Rupees one thousand three hundred fifty only',
  ])
    expect(text).toContain(said)
  expect(text).toMatch(/[\u0900-\u097f]/)
  expect(text).not.toContain('98300')
})

test('the kitchen’s ticket says what to make and pipe, and no price', async () => {
  const { status, text } = await pdf(`/api/orders/${order._id}/ticket`, desk)
  expect(status).toBe(200)
  for (const said of [order.number, '2 × Rasmalai', 'Eggless', 'Pipe exactly', 'Asha <3', 'Contains egg', 'Ring twice'])
    expect(text).toContain(said)
  expect(text).not.toContain('₹')
})

test('[C04] [D29] papers are for who may see the order; for others there is none', async () => {
  const paper = `/api/orders/${order._id}/papers/invoice`
  const { path } = (await shop.call<{ path: string }>('GET', `/api/orders/${order._id}/link`, { as: asha })).body
  const asJson = async (where: string, as?: Person) => (await shop.call<{ number?: string; code?: string }>('GET', where, { as })).body
  const { number } = await asJson(paper, asha)
  expect((await asJson(paper, desk)).number).toBe(number)
  expect((await asJson(`/api/tracked${path.slice(2)}/papers/invoice`)).number).toBe(number)
  for (const as of [bela, undefined]) {
    expect((await asJson(paper, as)).code).toBe('order.not-found')
    expect((await pdf(`${paper}?as=pdf`, as)).status).toBe(404)
  }
  expect((await pdf(`/api/orders/${order._id}/ticket`, asha)).status).toBe(403)
  expect((await asJson(`/api/orders/${order._id}/papers/credit-note`, asha)).code).toBe('paper.not-found')
})
