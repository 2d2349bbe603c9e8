import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { call } from '../support/http.ts'
import { openScreen, type Screen } from '../support/screen.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
const SCREENS = 24
const WRITERS = 3
let cluster: Cluster

beforeAll(async () => {
  // Longer than the balancer's looks are apart.
  const env = { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password, DRAIN_SECONDS: '1' }
  cluster = await startCluster({ postgres: 'shared', redis: false, env })
}, 180_000)
afterAll(() => cluster?.close())

type Change = { entity: string; rev: number }
const shown = (changes: readonly Change[]) => changes.map(({ entity, rev }) => `${entity} ${rev}`)

test('[B16] [D27] three nodes are restarted one after the other under writes: every answer is a success, and every screen has all of the feed, in order, once, without starting again', async () => {
  const { token } = (await call<{ token: string }>(cluster.url, 'POST', '/api/auth/login', { body: owner })).body
  const began = (await call<{ cursor: string }>(cluster.url, 'GET', '/api/feed')).body.cursor
  const screens = await Promise.all(Array.from({ length: SCREENS }, () => openScreen(cluster.url)))
  await Promise.all(screens.map((screen) => screen.untilLive()))

  let selling = true
  const refused: string[] = []
  const write = async (name: string) => {
    const body = { name, category: 'Cakes', basePrice: 450 }
    let cake = (await call<Product>(cluster.url, 'POST', '/api/products', { token, body })).body
    while (selling) {
      const change = { basePrice: cake.basePrice + 1, version: cake.version }
      const answer = await call<Product>(cluster.url, 'PATCH', `/api/products/${cake._id}`, { token, body: change })
      if (answer.status !== 200) refused.push(answer.text)
      else cake = answer.body
    }
    return cake
  }
  const writers = Array.from({ length: WRITERS }, (_, i) => write(`Cake ${i}`))
  const everyoneIsLive = () => screens.every(({ store }) => store.link.at === 'live')
  for (const node of cluster.nodes) {
    await node.restart()
    await until('every screen is live again', everyoneIsLive, 60_000)
  }
  selling = false
  const cakes = await Promise.all(writers)
  // The first cake of its category is said in the menus too.
  const menus = 1
  expect(refused).toEqual([])

  const isDone = (screen: Screen) => cakes.every(({ _id, version }) => screen.data<Product>(`product:${_id}`)?.version === version)
  await until('every screen shows the last prices', () => screens.every(isDone), 60_000)
  const told = shown(await everythingSince(began))
  expect(told.length).toBe(menus + cakes.reduce((sum, { version }) => sum + version, 0))
  for (const screen of screens) {
    expect(shown(screen.applied)).toEqual(told)
    expect(screen.resets).toEqual([])
    screen.socket.disconnect()
  }
}, 300_000)

/** What the public was told, as the database keeps it. */
async function everythingSince(cursor: string): Promise<Change[]> {
  const client = new pg.Client({ connectionString: cluster.databaseUrl })
  await client.connect()
  const n = Number(/~public\.(\d+)\./.exec(cursor)?.[1])
  const { rows } = await client.query<{ body: string }>(`select body from feed.entry where aud = 'public' and n > $1 order by n`, [n])
  await client.end()
  return rows.map(({ body }) => JSON.parse(body) as Change)
}
