import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { boot, type TestShop } from '../../../test/support/boot.ts'
import { openScreen } from '../../../test/support/screen.ts'
import { until } from '../../../test/support/until.ts'
import type { Product } from '../../contract/product.ts'

const TOKEN = 'a long word for Prometheus'
const bootMeasured = () => boot({ METRICS_TOKEN: TOKEN })

/** The value of one line, such as `cakewire_connections{audience="admin"}`; undefined: there is none yet. */
async function read(shop: TestShop, name: string): Promise<number | undefined> {
  const { status, text } = await shop.call('GET', '/metrics', { token: TOKEN })
  if (status !== 200) throw new Error(text)
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  return line === undefined ? undefined : Number(line.slice(name.length + 1))
}

test('[C25] metrics are for who presents the token; a shop without one has none', async () => {
  await using open = await bootMeasured()
  expect((await open.call('GET', '/metrics')).status).toBe(401)
  expect((await open.call('GET', '/metrics', { token: `${TOKEN}.` })).status).toBe(401)
  expect((await open.call('GET', '/metrics', { token: TOKEN })).headers['content-type']).toContain('text/plain; version=0.0.4')
  await using closed = await boot()
  expect((await closed.call('GET', '/metrics')).status).toBe(404)
})

test('what happens moves what is measured', async () => {
  await using shop = await bootMeasured()
  const [owner, asha] = [await shop.person('Meera', 'owner'), await shop.person('Asha')]
  await using staff = await shop.screen(owner)
  await using customer = await shop.screen(asha)
  await using guest = await shop.screen()
  const connections = (audience: string) => read(shop, `cakewire_connections{audience="${audience}"}`)
  expect([await connections('public'), await connections('admin'), await connections('user')]).toEqual([3, 1, 2])

  const [commits = 0, published = 0] = [await read(shop, 'cakewire_commits_total'), await read(shop, 'cakewire_feed_published')]
  const product = await shop.product()
  await until('it is told', () => guest.data<Product>(`product:${product._id}`))
  expect(await read(shop, 'cakewire_commits_total')).toBeGreaterThan(commits)
  expect(await read(shop, 'cakewire_feed_published')).toBeGreaterThan(published)
  expect(await read(shop, 'cakewire_feed_head')).toBe(await read(shop, 'cakewire_feed_published'))
  expect(await read(shop, 'cakewire_http_request_seconds_count{method="POST",route="/api/products",status="2xx"}')).toBe(1)

  guest.drop()
  await until('it is away', async () => (await connections('public')) === 2)
  const missed = await read(shop, 'cakewire_feed_published')
  await shop.product()
  await until('the node has it', async () => ((await read(shop, 'cakewire_feed_published')) ?? 0) > (missed ?? 0))
  guest.comeBack()
  await guest.untilLive()
  expect(await read(shop, 'cakewire_sockets_left_total{reason="transport close"}')).toBe(1)
  expect(await read(shop, 'cakewire_replay_moments_bucket{le="0"}')).toBe(3)
  expect(await read(shop, 'cakewire_replay_moments_count')).toBe(4)
  await shop.call('GET', '/api/feed?cursor=nonsense')
  expect(await read(shop, 'cakewire_resets_total{reason="unreadable"}')).toBe(1)

  // Another history than the one in memory: only the log can tell.
  const { headers } = await shop.call('GET', '/api/products')
  const reads = (await read(shop, 'cakewire_log_reads_total{kind="place"}')) ?? 0
  const elsewhere = `${randomUUID()}~${String(headers['cakewire-cursor']).split('~').slice(1).join('~')}`
  await shop.call('GET', `/api/feed?cursor=${encodeURIComponent(elsewhere)}`)
  expect(await read(shop, 'cakewire_log_reads_total{kind="place"}')).toBe(reads + 1)

  customer.socket.disconnect()
  await until('one is gone', async () => (await connections('public')) === 2)
  expect(await connections('user')).toBe(1)
  expect(staff.store.link.at).toBe('live')
  expect(await read(shop, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)
  expect(await read(shop, 'cakewire_pool_connections{state="idle"}')).toBeGreaterThan(0)
})

test('[B17] [F12] a node that cannot read the feed lags behind it, says so, is not ready, and hands everything out when it can again', async () => {
  await using shop = await bootMeasured()
  const product = await shop.product()
  await using screen = await openScreen(shop.url)
  await screen.untilLive()
  // Commits go on, since the trigger inside COMMIT is another role, and so does looking where the head is.
  await shop.sql('revoke select on feed.entry from feed_app')
  await shop.sql('grant select (shop, seq, idx, chain) on feed.entry to feed_app')
  const later = [await shop.product(), await shop.product()]
  await until('it lags', async () => ((await read(shop, 'cakewire_feed_lag')) ?? 0) >= 2)
  await until('it is seen', async () => ((await read(shop, 'cakewire_feed_stalled_seconds')) ?? 0) > 0)
  const ready = await shop.call<{ checks: object }>('GET', '/api/health/ready')
  expect([ready.status, ready.body.checks]).toEqual([503, { database: 'ok', feed: 'stalled' }])
  expect(screen.store.link.at).toBe('stale')
  expect(screen.data(`product:${later[0]?._id}`)).toBeUndefined()

  await shop.sql('grant select on feed.entry to feed_app')
  await until('it lags no more', async () => (await read(shop, 'cakewire_feed_lag')) === 0)
  await until('the screen is live', () => screen.store.link.at === 'live')
  expect(screen.applied.map(({ entity }) => entity)).toEqual(later.map(({ _id }) => `product:${_id}`))
  expect(screen.data(`product:${product._id}`)).toBeDefined()
  await until('it is ready', async () => (await shop.call('GET', '/api/health/ready')).status === 200)
})
