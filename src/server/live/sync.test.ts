import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { openScreen } from '../../../test/support/screen.ts'
import { secondNode } from '../../../test/support/second-node.ts'
import { until } from '../../../test/support/until.ts'
import type { Product } from '../../contract/product.ts'
import { randomFrom } from '../../domain/random.ts'
import { append } from '../db/append.sql.ts'
import { openDatabase } from '../db/database.ts'

let shop: TestShop
let owner: Person

beforeAll(async () => {
  shop = await boot({ SOCKETS_PER_ADDRESS: '250' })
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

const reprice = async (id: string, basePrice: number): Promise<Product> => {
  for (;;) {
    const now = await shop.call<Product>('GET', `/api/products/${id}`)
    const answer = await shop.call<Product>('PATCH', `/api/products/${id}`, { as: owner, body: { basePrice, version: now.body.version } })
    if (answer.status === 200) return answer.body
    if (answer.status !== 409) throw new Error(answer.text)
  }
}
let asked = 0
/** Whoever else sets it meanwhile; from many addresses, since each may ask so often only. */
const setPrice = async (id: string, basePrice: number, as = owner): Promise<void> => {
  const from = `127.9.0.${(asked++ % 200) + 1}`
  const answer = await shop.call('PATCH', `/api/products/${id}`, { as, from, body: { basePrice } })
  if (answer.status !== 200) throw new Error(answer.text)
}
const shows = (screen: Awaited<ReturnType<TestShop['screen']>>, product: Product) =>
  until('the screen shows it', () => (screen.data<Product>(`product:${product._id}`)?.version ?? 0) >= product.version)

test('[F5] [F11] an open screen shows a change, and one that was away catches up without a gap, a duplicate or a reset', async () => {
  const product = await shop.product()
  const screen = await shop.screen()
  await shows(screen, await reprice(product._id, 460))
  screen.drop()
  await until('it knows that it is offline', () => screen.store.link.at === 'offline')
  const before = screen.applied.length
  let last = product
  for (let i = 0; i < 25; i++) last = await reprice(product._id, 470 + i)
  expect(screen.data<Product>(`product:${product._id}`)?.basePrice).toBe(460)
  screen.comeBack()
  await screen.untilLive()
  // the node itself may read the newest a moment later
  await shows(screen, last)
  const missed = screen.applied.slice(before).map(({ rev }) => rev)
  expect(missed).toEqual(Array.from({ length: 25 }, (_, i) => i + 3))
  expect([screen.data<Product>(`product:${product._id}`)?.basePrice, screen.resets]).toEqual([494, []])
})

test('[B07] 200 screens that join at random moments of a busy shop miss nothing', async () => {
  const product = await shop.product()
  const other = await shop.product()
  let writing = true
  const keepWriting = async ({ _id }: Product) => {
    for (let price = 500; writing; price++) await setPrice(_id, price)
  }
  const writers = [product, other].map(keepWriting)
  const screens = await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      // Each joins when the shop has made some more changes: no two at the same moment of it.
      await until(
        'its turn',
        async () => ((await shop.sql<{ n: number }>('select version as n from products where id = $1', [product._id]))[0]?.n ?? 0) > i / 4,
      )
      const screen = await openScreen(shop.url)
      return { screen, snapshot: screen.store.get(`product:${product._id}`)?.rev ?? 0 }
    }),
  )
  for (const { screen } of screens) await screen.untilLive()
  writing = false
  await Promise.all(writers)
  const last = await shop.call<Product>('GET', `/api/products/${product._id}`)
  for (const { screen, snapshot } of screens) {
    await shows(screen, last.body)
    const revs = screen.applied.filter(({ entity }) => entity === `product:${product._id}`).map(({ rev }) => rev)
    expect(revs).toEqual(revs.map((_, i) => snapshot + 1 + i))
    expect(screen.resets).toEqual([])
    await screen[Symbol.asyncDispose]()
  }
})

test('[B07] 200 screens that join at random moments of a shop with a thousand changes a second miss nothing of them', async () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  console.log(`seed ${seed}`)
  const random = randomFrom(seed)
  // Ten a transaction, each of another thing: more transactions a second than the screens of this process could show beside them.
  const things = Array.from({ length: 10 }, (_, i) => `slot:busy-${i}:2026-01-01`)
  const began = performance.now()
  let written = 0
  let writing = true
  const write = async () => {
    while (writing) {
      written++
      const [rev, at] = [written, new Date().toISOString()]
      const data = { slotId: 'busy', day: '2026-01-01', left: rev }
      await shop.deps.db.transaction(async (tx) => {
        for (const entity of things) append(tx, { type: 'slot_updated', entity, rev, at }, [['public', data]])
      })
      const early = began + written * 10 - performance.now()
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    }
  }
  const visit = async () => {
    const joinsAt = written + Math.floor(random() * 20)
    await until('its turn', () => written >= joinsAt)
    const screen = await openScreen(shop.url)
    await screen.untilLive()
    const seen = written
    await until('it has shown what came since', () => (screen.store.get(things[9] ?? '')?.rev ?? 0) > seen + 20)
    for (const thing of things) {
      const revs = screen.applied.filter(({ entity }) => entity === thing).map(({ rev }) => rev)
      expect(revs).toEqual(revs.map((_, i) => (revs[0] ?? 0) + i))
    }
    expect(screen.resets).toEqual([])
    await screen[Symbol.asyncDispose]()
  }
  const writer = write()
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      for (let i = 0; i < 10; i++) await visit()
    }),
  )
  writing = false
  await writer
})

test('[B05] two who edit one product at once: every screen ends on what the database holds', async () => {
  const product = await shop.product()
  const screens = await Promise.all([shop.screen(), shop.screen(owner), shop.screen()])
  const other = await shop.person('Dev', 'staff', ['catalogue'])
  const edit = async (as: Person, offset: number) => {
    for (let i = 0; i < 500; i++) await setPrice(product._id, offset + i, as)
  }
  await Promise.all([edit(owner, 1000), edit(other, 2000)])
  const { body } = await shop.call<Product>('GET', `/api/products/${product._id}`)
  expect(body.version).toBe(1001)
  for (const screen of screens) {
    await shows(screen, body)
    expect(screen.data<Product>(`product:${product._id}`)?.basePrice).toBe(body.basePrice)
  }
})

test('[B09] where WebSocket is blocked the news come by long polling', async () => {
  const product = await shop.product()
  const screen = await openScreen(shop.url, undefined, ['polling'])
  await screen.untilLive()
  await shows(screen, await reprice(product._id, 480))
  screen.drop()
  const next = await reprice(product._id, 490)
  screen.comeBack()
  await shows(screen, next)
  expect(screen.resets).toEqual([])
  await screen[Symbol.asyncDispose]()
})

test("[B12] an order placed on one screen is on its buyer's other screen", async () => {
  const asha = await shop.person('Asha')
  const [phone, desk] = [await shop.screen(asha), await shop.screen(asha)]
  const product = await shop.product()
  const order = await shop.call<{ _id: string }>('POST', '/api/orders', {
    as: asha,
    body: { items: [{ productId: product._id, quantity: 1 }], shippingAddress: '12th Main, Indiranagar', phone: '+910000000101' },
  })
  for (const screen of [phone, desk]) await until('it shows the order', () => screen.data(`order:${order.body._id}`))
})

test('[B15] a screen of a session that ended is told to start again, with what everybody may see', async () => {
  const ravi = await shop.person('Ravi')
  const screen = await shop.screen(ravi)
  await shop.call('POST', '/api/auth/logout', { as: ravi })
  await until('it is refused', () => screen.store.link.at === 'refused')
})

test('[F8] [F010] a cursor of another history is answered by one reset, and the screen goes on', async () => {
  const screen = await shop.screen()
  const product = await shop.product()
  await until('it shows the product', () => screen.data(`product:${product._id}`))
  screen.drop()
  await shop.sql(`update feed.shop set epoch = gen_random_uuid()`)
  screen.comeBack()
  await until('it was reset', () => screen.resets.length > 0)
  await screen.untilLive()
  const next = await reprice(product._id, 512)
  await shows(screen, next)
  expect(screen.resets).toEqual(['epoch'])
})

test('[B04] [F4] what crosses the wire is contiguous in every audience', async () => {
  const asha = await shop.person('Asha')
  const screen = await shop.screen(asha)
  const raw: [string, number][] = []
  screen.socket.on('feed', (batch: { entries: [string, number][] }) =>
    raw.push(...batch.entries.map(([audience, n]) => [audience, n] as [string, number])),
  )
  const product = await shop.product()
  for (let i = 0; i < 5; i++) await shop.call('POST', '/api/cart/add', { as: asha, body: { productId: product._id, quantity: 1 } })
  const last = await reprice(product._id, 471)
  await shows(screen, last)
  await until('the cart is there', () => raw.filter(([audience]) => audience.startsWith('user:')).length >= 5)
  for (const name of new Set(raw.map(([audience]) => audience))) {
    const ns = raw.filter(([audience]) => audience === name).map(([, n]) => n)
    expect(ns).toEqual(ns.map((_, i) => (ns[0] ?? 0) + i))
  }
})

test('[F06] when the listening connection dies the poll goes on, and it listens again', async () => {
  const screen = await shop.screen()
  const product = await shop.product()
  const listening = `application_name = 'cakewire listen' and datname = current_database()`
  const [dead] = await shop.sql<{ pid: number }>(`select pid, pg_terminate_backend(pid) from pg_stat_activity where ${listening}`)
  await shows(screen, await reprice(product._id, 455))
  // Somebody else's commit, which nobody tells of.
  const body = JSON.stringify({ type: 'said', entity: 'said:1', rev: 1, at: '2026-01-01T00:00:00.000Z', data: 'hello' })
  await shop.sql(`insert into feed.outbox (shop, type, entity, rev, auds, bodies) values (1, 'said', 'said:1', 1, '{public}', array[$1])`, [
    body,
  ])
  await until('the screen hears of it', () => screen.data('said:1') === 'hello')
  const reads = `select from pg_stat_activity where ${listening} and pid <> ${dead?.pid} and query ilike '%feed.entry%'`
  await until('it listens again, and reads there', async () => (await shop.sql(reads)).length > 0)
})

test('[F06] who holds up every connection of a node’s pool holds up no news', async () => {
  const product = await shop.product()
  const db = openDatabase(shop.connection, () => undefined, 2)
  const node = await secondNode(shop, db)
  const screen = await openScreen(node.url)
  await screen.untilLive()
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const busy = [db.transaction(() => released), db.transaction(() => released)]
  await until('somebody waits for a connection', () => db.pool.waiting > 0)
  await shows(screen, await reprice(product._id, 455))
  release()
  await Promise.all(busy)
  await screen[Symbol.asyncDispose]()
  await node[Symbol.asyncDispose]()
  await db.close()
})

test('[B16] two nodes on one database: what one takes, the screens of the other show', async () => {
  const product = await shop.product()
  await using second = await secondNode(shop)
  const screen = await openScreen(second.url)
  await screen.untilLive()
  for (let i = 0; i < 20; i++) await reprice(product._id, 800 + i)
  const { body } = await shop.call<Product>('GET', `/api/products/${product._id}`)
  await shows(screen, body)
  expect(screen.applied.filter(({ entity }) => entity === `product:${product._id}`)).toHaveLength(20)
  await screen[Symbol.asyncDispose]()
})

test('[F8] [F17] a backup restored under a running shop sends every screen to a fresh snapshot, once', async () => {
  const own = await boot()
  const boss = await own.person('Meera', 'owner')
  const product = await own.product()
  const screen = await own.screen()
  const before = await own.sql<{ seq: number; aud: string; n: number }>('select * from feed.entry order by seq')
  const update = (basePrice: number, version: number) =>
    own.call<Product>('PATCH', `/api/products/${product._id}`, { as: boss, body: { basePrice, version } })
  await update(900, 1)
  await until('the screen shows it', () => screen.data<Product>(`product:${product._id}`)?.basePrice === 900)
  // What a restored dump looks like: the rows of before, and other news from there.
  await own.sql(`begin; delete from feed.entry where seq > ${before.at(-1)?.seq};
    update feed.shop set seq = ${before.at(-1)?.seq};
    update feed.audience a set n = e.n, chain = e.chain from (select distinct on (aud) aud, n, chain from feed.entry order by aud, n desc) e where e.aud = a.aud;
    update products set base_price = 45000, version = 1; commit`)
  await update(451, 1)
  await until('the screen started again', () => screen.resets.length > 0)
  await screen.untilLive()
  await until('the screen shows what came after', () => screen.data<Product>(`product:${product._id}`)?.basePrice === 451)
  expect(screen.resets).toHaveLength(1)
  await own[Symbol.asyncDispose]()
})
