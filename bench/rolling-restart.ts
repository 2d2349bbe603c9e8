import { setTimeout as wait } from 'node:timers/promises'
import { startCluster } from '../deploy/local/cluster.mjs'
import { ensureBuilt } from '../scripts/build.mjs'
import type { Product } from '../src/contract/product.ts'
import { call } from '../test/support/http.ts'
import { openScreen, type Screen } from '../test/support/screen.ts'
import { until } from '../test/support/until.ts'

/** `rolling-restart.ts [screens]`: three nodes are restarted one after the other under writes; what do the screens notice? */
const SCREENS = Number(process.argv[2] ?? 200)
/** Milliseconds between two changes: a gap is seen only as finely as that. */
const EVERY = 20
const owner = { email: 'owner@shop.test', password: 'keeps the keys' }

/** When the first of all screens showed a version. */
const shown = new Map<number, number>()

await ensureBuilt()
const cluster = await startCluster({ env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password, DRAIN_SECONDS: '1' } })
try {
  const { token } = (await call<{ token: string }>(cluster.url, 'POST', '/api/auth/login', { body: owner })).body
  const body = { name: 'Truffle', category: 'Cakes', basePrice: 450 }
  let cake = (await call<Product>(cluster.url, 'POST', '/api/products', { token, body })).body
  const screens = await Promise.all(Array.from({ length: SCREENS }, () => openScreen(cluster.url)))
  await Promise.all(screens.map((screen) => screen.untilLive()))
  const worst = screens.map(measureGap)

  let selling = true
  let refused = 0
  const first = cake.version
  const writer = (async () => {
    while (selling) {
      const change = { basePrice: 400 + (cake.version % 100), version: cake.version }
      const answer = await call<Product>(cluster.url, 'PATCH', `/api/products/${cake._id}`, { token, body: change }).catch(() => null)
      if (answer?.status === 200) cake = answer.body
      else {
        refused++
        cake = (await call<Product>(cluster.url, 'GET', `/api/products/${cake._id}`)).body
      }
      await wait(EVERY)
    }
  })()
  // The first to change place is measured like all others.
  await wait(1000)
  for (const node of cluster.nodes) {
    await node.restart()
    await until('every screen is live', () => screens.every(({ store }) => store.link.at === 'live'), 60_000)
  }
  selling = false
  await writer
  const isDone = (screen: Screen) => screen.data<Product>(`product:${cake._id}`)?.version === cake.version
  await until('every screen has all', () => screens.every(isDone), 60_000)

  const changes = cake.version - first
  const misses = (screen: Screen) => changes - new Set(screen.applied.map(({ rev }) => rev)).size
  const sum = (of: (screen: Screen) => number) => screens.reduce((total, screen) => total + of(screen), 0)
  const gaps = worst.map((gap) => gap())
  const tell = (what: string, of: (gap: { behind: number; silent: number }) => number) => {
    const sorted = gaps.map(of).sort((a, b) => a - b)
    console.log(`  ${what}: median ${at(sorted, 0.5)} ms, p99 ${at(sorted, 0.99)} ms, worst ${at(sorted, 1)} ms`)
  }
  console.log(`${SCREENS} screens, ${changes} changes, 3 nodes restarted one after the other`)
  console.log(`  lost ${sum(misses)}, doubled ${sum((screen) => screen.applied.length + misses(screen) - changes)}`)
  console.log(`  started again from a snapshot ${sum(({ resets }) => resets.length)}, requests refused ${refused}`)
  tell('a change was on other screens already', ({ behind }) => behind)
  tell('longest silence, pauses of the writer among it', ({ silent }) => silent)
  for (const { socket } of screens) socket.disconnect()
} finally {
  await cluster.close()
}

/** How long the shop's news were on other screens already and not yet on this one, at worst; and its longest silence. */
function measureGap({ store }: Screen): () => { behind: number; silent: number } {
  let last = performance.now()
  let silent = 0
  let behind = 0
  store.watch((changes) => {
    const now = performance.now()
    silent = Math.max(silent, now - last)
    last = now
    for (const { rev } of changes) {
      const first = shown.get(rev) ?? now
      shown.set(rev, first)
      behind = Math.max(behind, now - first)
    }
  })
  return () => ({ behind, silent })
}

function at(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}
