import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Ready } from '../../contract/shop.ts'
import { untilReachable } from './reachable.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', Object.assign(new EventTarget(), { location: { pathname: '/' } }))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const node = (status: Ready['status'], database: 'ok' | 'down', feed: 'ok' | 'stalled' | 'trigger-off') =>
  Response.json({ status, checks: { database, feed } } satisfies Ready, { status: status === 'ready' ? 200 : 503 })

const READY = () => node('ready', 'ok', 'ok')
const ENDING = () => node('not-ready', 'ok', 'ok')
const NO_DATABASE = () => node('not-ready', 'down', 'stalled')
const PROXY = () => new Response('<h1>Bad Gateway</h1>', { status: 502 })

function shopAnswers(...answers: (() => Response)[]) {
  const ask = vi.fn(async () => (answers.shift() ?? READY)())
  vi.stubGlobal('fetch', ask)
  return ask
}

test.each([
  ['a node that is about to end', ENDING],
  ['a node without its database', NO_DATABASE],
  ['what stands between us and the shop', PROXY],
])('%s is asked again until one serves pages', async (_, answer) => {
  const ask = shopAnswers(answer, answer, answer)
  const reached = untilReachable()
  await vi.advanceTimersByTimeAsync(20_000)
  await reached
  expect(ask).toHaveBeenCalledTimes(4)
})

test.each(['stalled', 'trigger-off'] as const)('a node whose feed is %s keeps nobody from its pages', async (feed) => {
  const ask = shopAnswers(() => node('not-ready', 'ok', feed))
  await untilReachable()
  expect(ask).toHaveBeenCalledTimes(1)
})

test('who is gone asks no more', async () => {
  const ask = shopAnswers(PROXY, PROXY)
  const gone = new AbortController()
  const reached = untilReachable(gone.signal)
  await vi.advanceTimersByTimeAsync(0)
  gone.abort()
  await reached
  expect(ask).toHaveBeenCalledTimes(1)
  expect(vi.getTimerCount()).toBe(0)
})
