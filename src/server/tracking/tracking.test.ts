import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { placed } from '../../../test/support/buying.ts'
import { until } from '../../../test/support/until.ts'
import type { Order } from '../../contract/order.ts'
import type { Product } from '../../contract/product.ts'
import { TrackedOrder } from '../../contract/tracking.ts'
import type { Batch } from '../../feed/batch.ts'

let shop: TestShop
let truffle: Product
let asha: Person
let bela: Person
let desk: Person

beforeAll(async () => {
  shop = await boot()
  truffle = await shop.product({ name: 'Truffle' })
  asha = await shop.person('Asha')
  bela = await shop.person('Bela')
  desk = await shop.person('Desk', 'staff', ['orders'])
})
afterAll(() => shop[Symbol.asyncDispose]())

type Answered = { path: string; code: string }
const fresh = () => placed(shop, asha, [{ productId: truffle._id, quantity: 1, message: 'Happy birthday' }])
const move = (id: string, status: string) =>
  shop.call('PATCH', `/api/orders/${id}/status`, { as: desk, body: { status, reason: 'No oven' } })
const linkOf = async ({ _id }: Order) =>
  (await shop.call<Answered>('GET', `/api/orders/${_id}/link`, { as: asha })).body.path.slice('/t/'.length)

/** Who follows a link: every change that came, and whether the line stands. */
async function follow(token: string) {
  const { headers } = await shop.call('GET', `/api/tracked/${token}`)
  const cursor = String(headers['cakewire-cursor'])
  const heard: { audience: string; entity: string; data: TrackedOrder }[] = []
  const line = { heard, open: true, close: () => request.destroy() }
  const request = http.get(`${shop.url}/api/tracked/${token}/stream?cursor=${cursor}`, (response) => {
    let text = ''
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      text += chunk
      const frames = text.split('\n\n')
      text = frames.pop() ?? ''
      for (const frame of frames) {
        const data = /^data: (.*)$/m.exec(frame)?.[1]
        if (data === undefined) continue
        for (const [audience, , , change] of (JSON.parse(data) as Batch).entries)
          heard.push({ audience, ...(change as { entity: string; data: TrackedOrder }) })
      }
    })
    response.on('close', () => {
      line.open = false
    })
  })
  request.on('error', () => {
    line.open = false
  })
  return line
}

test('[C26] a link shows what, when and roughly where, and nobody’s name, phone, note or door', async () => {
  const order = await fresh()
  const { status, body, text, headers } = await shop.call<TrackedOrder>('GET', `/api/tracked/${await linkOf(order)}`)
  expect(status).toBe(200)
  expect(TrackedOrder.strict().parse(body)).toEqual(body)
  expect(body).toMatchObject({
    number: order.number,
    status: 'pending',
    where: 'Kolkata',
    items: [{ name: 'Truffle', message: 'Happy birthday' }],
  })
  for (const secret of ['Asha', asha.email, asha.id, order._id, '98300', 'Park Street']) expect(text).not.toContain(secret)
  expect(headers['cache-control']).toBe('no-store')
})

test('[C26] [F10] who holds a link hears that order and nothing else', async () => {
  const [mine, other] = [await fresh(), await fresh()]
  const line = await follow(await linkOf(mine))
  await move(other._id, 'processing')
  await shop.product()
  await move(mine._id, 'processing')
  await shop.call('PUT', `/api/orders/${mine._id}/done`, { as: desk, body: { line: 0, done: 1 } })
  await until('it was told', () => line.heard.length === 2)
  expect(new Set(line.heard.map(({ audience, entity }) => `${audience} ${entity}`))).toEqual(
    new Set([`order:${mine._id} order:${mine._id}`]),
  )
  expect(line.heard[1]?.data).toMatchObject({ status: 'processing', rev: 3, items: [{ done: 1 }] })
  const { body } = await shop.call<TrackedOrder>('GET', `/api/tracked/${await linkOf(mine)}`)
  expect(line.heard[1]?.data).toEqual(body)
  line.close()
})

test('[C26] [F10] with a new key every link is dead, and who follows one hears nothing that comes after', async () => {
  const order = await fresh()
  const token = await linkOf(order)
  const line = await follow(token)
  await move(order._id, 'processing')
  await until('it was told', () => line.heard.length === 1)
  const owner = await shop.person('Owner', 'owner')
  expect((await shop.call('POST', '/api/orders/links/renew', { as: desk })).status).toBe(403)
  expect((await shop.call('POST', '/api/orders/links/renew', { as: owner })).status).toBe(204)
  await move(order._id, 'shipped')
  await until('the line was ended', () => !line.open)
  expect(line.heard.map(({ data }) => data.status)).toEqual(['processing'])
  expect((await shop.call('GET', `/api/tracked/${token}`)).status).toBe(404)
  expect((await shop.call('GET', `/api/tracked/${await linkOf(order)}`)).status).toBe(200)
})

test('[F65] a wrong link, one of no order and none at all are answered alike, and guessing is limited', async () => {
  const order = await fresh()
  const token = await linkOf(order)
  const wrong = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`
  const told = async (path: string) => {
    const { status, body } = await shop.call<Answered>('GET', path)
    return { ...body, status, requestId: '' }
  }
  const answers = await Promise.all([wrong, order._id, 'x', '%00', '__proto__'].map((each) => told(`/api/tracked/${each}`)))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  expect(answers[0]).toMatchObject({ status: 404, code: 'order.not-found' })
  expect(await told(`/api/tracked/${wrong}/stream`)).toEqual(answers[0])
  expect(await told(`/api/tracked/${wrong}/papers/invoice`)).toEqual(answers[0])
  const codes = new Set<number>()
  for (let i = 0; i < 130; i++) codes.add((await shop.call('GET', `/api/tracked/${wrong}`, { from: '127.9.9.9' })).status)
  expect(codes).toEqual(new Set([404, 429]))
})

test('[C04] the link of an order is its buyer’s and the counter’s to give', async () => {
  const { _id } = await fresh()
  const ask = (as?: Person) => shop.call<Answered>('GET', `/api/orders/${_id}/link`, { as })
  expect((await ask(desk)).body).toEqual((await ask(asha)).body)
  for (const as of [bela, undefined]) expect((await ask(as)).body.code).toBe('order.not-found')
})

test('[C26] [F50] the counter renews the link of one order: the one before opens nothing, its line is cut, and other orders keep theirs', async () => {
  const [order, other] = [await fresh(), await fresh()]
  const [before, others] = [await linkOf(order), await linkOf(other)]
  const [line, kept] = [await follow(before), await follow(others)]
  const renew = (as: Person) => shop.call<Answered>('POST', `/api/orders/${order._id}/link/renew`, { as })
  expect((await renew(asha)).body.code).toBe('access.denied')
  const { body } = await renew(desk)
  await until('the line is cut', () => !line.open)
  expect((await shop.call('GET', `/api/tracked/${before}`)).status).toBe(404)
  expect(body.path).toBe(`/t/${await linkOf(order)}`)
  expect((await shop.call('GET', `/api/tracked/${await linkOf(order)}`)).status).toBe(200)
  expect((await shop.call('GET', `/api/tracked/${others}`)).status).toBe(200)
  expect(kept.open).toBe(true)
  const second = (await renew(desk)).body.path
  expect(second).not.toBe(body.path)
  expect((await shop.call('GET', `/api/tracked/${body.path.slice('/t/'.length)}`)).status).toBe(404)
  kept.close()
})
