import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from '../../src/contract/order.ts'
import { boot, type Person, type TestShop } from '../support/boot.ts'
import { sendRaw } from '../support/send-raw.ts'

type Refused = { code: string }
let shop: TestShop
let asha: Person
let ravi: Person

beforeAll(async () => {
  shop = await boot()
  ;[asha, ravi] = [await shop.person('Asha'), await shop.person('Ravi')]
})
afterAll(() => shop[Symbol.asyncDispose]())

async function order(as: Person, cake: string): Promise<Order> {
  const body = { items: [{ productId: cake, quantity: 1 }], shippingAddress: '14, 3rd Cross', phone: '+919876543210' }
  const placed = await shop.call<Order>('POST', '/api/orders', { as, body })
  expect(placed.status).toBe(201)
  return placed.body
}

/** The next and the one before, as one would guess after a counter. */
const neighbours = (id: string) => [1n, -1n].map((step) => (BigInt(`0x${id}`) + step).toString(16).padStart(24, '0').slice(-24))

test('[C17][F65] an id tells nothing about another: no neighbour of forty orders is an order', async () => {
  const cake = await shop.product()
  const owner = await shop.person('Meera', 'owner')
  const ids: string[] = []
  for (let i = 0; i < 40; i++) ids.push((await order(asha, cake._id))._id)
  // A clock in front or a counter behind would repeat itself.
  for (const part of [(id: string) => id.slice(0, 8), (id: string) => id.slice(-8)]) expect(new Set(ids.map(part)).size).toBe(ids.length)
  for (const id of ids.flatMap(neighbours)) {
    expect((await shop.call<Refused>('GET', `/api/orders/${id}`, { as: owner })).body.code).toBe('order.not-found')
  }
})

test('[C17] the number of an order opens nothing, not even for its buyer', async () => {
  const { number, _id } = await order(asha, (await shop.product())._id)
  for (const as of [undefined, ravi, asha]) {
    for (const guess of [number, number.replace(/\D/g, ''), encodeURIComponent(`${number}'`)]) {
      const answer = await shop.call<Refused>('GET', `/api/orders/${guess}`, { as })
      expect([400, 404], `${guess}: ${answer.status}`).toContain(answer.status)
      expect(answer.text).not.toContain(_id)
    }
  }
})

test('[C04][F64] somebody else’s order is as little there as one that never was', async () => {
  const { _id } = await order(asha, (await shop.product())._id)
  const without = ({ requestId: _, ...body }: Refused & { requestId?: string }) => body
  for (const as of [undefined, ravi]) {
    const theirs = await shop.call<Refused>('GET', `/api/orders/${_id}`, { as })
    const none = await shop.call<Refused>('GET', `/api/orders/${'b'.repeat(24)}`, { as })
    expect([theirs.status, without(theirs.body)]).toEqual([none.status, without(none.body)])
    expect(theirs.status).toBe(404)
  }
  const cancel = await shop.call<Refused>('PATCH', `/api/orders/${_id}/status`, { as: ravi, body: { status: 'cancelled' } })
  expect(cancel.body.code).toBe('order.not-found')
  expect((await shop.call<unknown[]>('GET', '/api/orders', { as: ravi })).body).toEqual([])
  expect((await shop.call<Order>('GET', `/api/orders/${_id}`, { as: asha })).body.status).toBe('pending')
})

test('[C20][F60] a product’s picture is a path of this shop, and nothing is fetched for it', async () => {
  let hits = 0
  const sink = createServer((_request, response) => {
    hits++
    response.end()
  })
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve))
  const elsewhere = `127.0.0.1:${(sink.address() as AddressInfo).port}`
  const manager = await shop.person('Leela', 'manager')
  const cake = await shop.product()
  const wrong = [
    ...['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'data:image/svg+xml;base64,PHN2Zy8+'],
    ...['http://169.254.169.254/latest/meta-data', `http://${elsewhere}/cake.png`, `//${elsewhere}/cake.png`, `/\\${elsewhere}/cake.png`],
    ...[
      '/media/../package.json',
      '/media/%2e%2e/secret',
      '/etc/passwd',
      'file:///etc/passwd',
      '/media/a.png" onerror="alert(1)',
      '/media/a\n.png',
    ],
  ]
  for (const image of wrong) {
    const body = { name: 'Truffle', category: 'Cakes', basePrice: 450, image }
    const made = await shop.call<Refused>('POST', '/api/products', { as: manager, body })
    const changed = await shop.call<Refused>('PATCH', `/api/products/${cake._id}`, { as: manager, body: { image } })
    expect([made.status, changed.status], image).toEqual([400, 400])
  }
  expect(hits).toBe(0)
  expect((await shop.call('PATCH', `/api/products/${cake._id}`, { as: manager, body: { image: '/media/truffle.png' } })).status).toBe(200)
  await new Promise((resolve) => sink.close(resolve))
})

test('[F62] no spelling of an address leads out of the folder of pictures', async () => {
  const { dataDir } = shop.deps.config
  await mkdir(path.join(dataDir, 'media', '.hidden'), { recursive: true })
  await writeFile(path.join(dataDir, 'media', 'cake.txt'), 'a cake')
  await writeFile(path.join(dataDir, 'media', '.hidden', 'x.txt'), 'the secret')
  await writeFile(path.join(dataDir, 'secret.txt'), 'the secret')
  expect((await sendRaw(shop.url, '/media/cake.txt')).text).toBe('a cake')
  const ups = [
    '..',
    '%2e%2e',
    '.%2e',
    '%2E.',
    '..%2f',
    '%2e%2e%2f',
    '..%5c',
    '..\\',
    '%252e%252e',
    '..;',
    '%c0%ae%c0%ae',
    '..%00',
    '....//',
  ]
  const files = ['secret.txt', '../package.json', '../../../../../../../../etc/passwd']
  const bases = ['/media/', '/media//', '/media/./', '/docs/static/', '/assets/', '/', '/~owner/media/', '/~asha//media/']
  let tried = 0
  for (const base of bases) {
    for (const up of ups) {
      for (const file of files) {
        const { status, text } = await sendRaw(shop.url, `${base}${up}/${file}`)
        expect([400, 403, 404], `${base}${up}/${file}: ${status}`).toContain(status)
        expect(text).not.toMatch(/the secret|"cakewire"|root:/)
        tried++
      }
    }
  }
  for (const hidden of [
    '/media/.hidden/x.txt',
    `/media/${dataDir}/secret.txt`,
    `/media/${encodeURIComponent(`${dataDir}/secret.txt`)}`,
    '/media/secret.txt%00.png',
    '/media/',
  ]) {
    const { status, text } = await sendRaw(shop.url, hidden)
    expect([400, 403, 404], `${hidden}: ${status}`).toContain(status)
    expect(text).not.toContain('the secret')
  }
  expect(tried).toBe(bases.length * ups.length * files.length)
})
