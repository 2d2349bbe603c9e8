import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { until } from '../../../test/support/until.ts'

let shop: TestShop
let owner: Person

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

type Feed = { cursor: string; entries: [string, number, string, { type: string; entity: string }][] }
const read = (cursor: string, as?: Person) => shop.call<Feed>('GET', `/api/feed?cursor=${encodeURIComponent(cursor)}`, { as })
const published = async () => {
  const [head] = await shop.sql<{ seq: number }>('select seq from feed.shop')
  await until('the node has handed it out', () => shop.app.live.published >= (head?.seq ?? 0))
}

/** A stream of server-sent events; `text` is what came so far. */
const listen = (path: string, headers?: Record<string, string>) => listenAt(shop.url, path, headers)

function listenAt(url: string, path: string, headers: Record<string, string> = {}) {
  let text = ''
  let open = true
  const sent = request(new URL(path, url), { headers })
  sent.on('response', (response) => {
    response.on('data', (chunk: Buffer) => (text += chunk.toString()))
    response.on('close', () => (open = false))
    response.on('error', () => undefined)
  })
  sent.on('error', () => undefined)
  sent.end()
  return {
    text: () => text,
    isOpen: () => open,
    lastId: () => [...text.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? '',
    close: () => sent.destroy(),
  }
}

test('[F4] over plain HTTP the same cursor brings what happened since, once', async () => {
  // The first of its category makes that known too.
  await shop.product()
  await published()
  const { body: now } = await shop.call<Feed>('GET', '/api/feed')
  const product = await shop.product()
  await published()
  const first = await read(now.cursor)
  expect(first.body.entries.map(([audience, , , change]) => [audience, change.entity])).toEqual([['public', `product:${product._id}`]])
  const second = await read(first.body.cursor)
  expect(second.body).toEqual({ cursor: first.body.cursor, entries: [] })
})

test('[F3] the feed over HTTP shows each viewer its own audiences', async () => {
  const { body: now } = await shop.call<Feed>('GET', '/api/feed', { as: owner })
  await shop.product({ available: false })
  await published()
  const staff = await read(now.cursor, owner)
  expect(staff.body.entries.map(([audience]) => audience)).toContain('catalogue')
  const stolen = await read(now.cursor)
  expect([stolen.status, (stolen.body as unknown as { reason: string }).reason]).toEqual([409, 'audience'])
})

test('[F8] a cursor that cannot be resumed from is refused with the reason', async () => {
  const other = `00000000-0000-4000-8000-000000000000~public.0.`
  expect((await read(other)).body).toMatchObject({ code: 'feed.reset', reason: 'epoch' })
  expect((await read('nonsense')).body).toMatchObject({ code: 'feed.reset', reason: 'unreadable' })
})

test('[F7] a stream goes on where its last id was, also after an absence', async () => {
  const { body: now } = await shop.call<Feed>('GET', '/api/feed')
  const before = listen(`/api/feed/stream?cursor=${encodeURIComponent(now.cursor)}`)
  const one = await shop.product()
  await until('it is told', () => before.text().includes(one._id))
  const id = before.lastId()
  before.close()
  const two = await shop.product()
  const after = listen('/api/feed/stream', { 'last-event-id': id })
  await until('it is told what it missed', () => after.text().includes(two._id))
  expect(after.text()).not.toContain(one._id)
  after.close()
})

test('[F9] [B19] a stream that has much to be sent is sent it at a pace, and whole', async () => {
  const { body: now } = await shop.call<Feed>('GET', '/api/feed')
  const names = Array.from({ length: 25 }, () => `flood:${randomUUID()}`)
  for (const name of names) {
    const body = JSON.stringify({ type: 'flood', entity: name, rev: 1, at: '2026-01-01T00:00:00.000Z', data: 'x'.repeat(100_000) })
    await shop.sql(
      `insert into feed.outbox (shop, type, entity, rev, auds, bodies) values (1, 'flood', $1, 1, array['public'], array[$2])`,
      [name, body],
    )
  }
  await shop.app.live.wake()
  await published()
  const began = performance.now()
  const stream = listen(`/api/feed/stream?cursor=${encodeURIComponent(now.cursor)}`)
  await until('all of it came', () => stream.text().includes(names.at(-1) as string))
  const seconds = (performance.now() - began) / 1000
  const atOnce = 512 * 1024
  expect(stream.text().length).toBeLessThan(1024 * 1024 * seconds + atOnce)
  expect(names.filter((name) => stream.text().split(name).length !== 2)).toEqual([])
  stream.close()
})

test('[F10] a stream ends with the session, before anything later', async () => {
  const staff = await shop.person('Imran', 'staff', ['catalogue'])
  const stream = listen('/api/feed/stream', { authorization: `Bearer ${staff.token}` })
  await until('it is open', () => stream.text().includes('"live":true'))
  await shop.call('POST', '/api/auth/logout', { as: staff })
  const later = await shop.product({ available: false })
  await until('it is closed', () => !stream.isOpen())
  expect(stream.text()).not.toContain(later._id)
})

test('[F8] a stream from another history says reset and ends', async () => {
  const stream = listen(`/api/feed/stream?cursor=${encodeURIComponent('00000000-0000-4000-8000-000000000000~public.0.')}`)
  await until('it ended', () => !stream.isOpen())
  expect(stream.text()).toContain('event: reset\ndata: {"reason":"epoch"}')
})

test('[D27] [B07] a node that stops tells each stream when to come back, and it goes on where it was', async () => {
  await using stopping = await boot()
  const stream = listenAt(stopping.url, '/api/feed/stream')
  await until('it is open', () => stream.text().includes('"live":true'))
  const product = await stopping.product()
  await until('it is told', () => stream.text().includes(product._id))
  await stopping.app.live.close()
  await until('it is closed', () => !stream.isOpen())
  const [, retry] = /\nretry: (\d+)\n\n$/.exec(stream.text()) ?? []
  expect(Number(retry)).toBeGreaterThan(0)
  expect(Number(retry)).toBeLessThanOrEqual(1000)
  expect(stream.lastId()).toContain('~public.')
})
