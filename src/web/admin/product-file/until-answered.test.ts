import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answer } from '../../live/api.ts'
import { untilAnswered } from './until-answered.ts'

const tab = new EventTarget()
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('window', tab)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const refusal = (status: number): Answer<string> => ({
  ok: false,
  problem: { type: 'about:blank', title: '', status, code: 'x', message: '' },
})
const said: Answer<string> = { ok: true, data: 'done', headers: new Headers() }
const answering = (...answers: Answer<string>[]) => vi.fn(async () => answers.shift() ?? said)

test('what the shop did not answer is sent again until it does, with longer and longer pauses', async () => {
  const send = answering(refusal(0), refusal(503), refusal(502))
  const unreached = vi.fn()
  const answer = untilAnswered(send, { signal: new AbortController().signal, unreached })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await answer).toBe(said)
  expect([send.mock.calls.length, unreached.mock.calls.length]).toEqual([4, 3])
})

test('it is sent at once when the network is back', async () => {
  const send = answering(refusal(0))
  const answer = untilAnswered(send, { signal: new AbortController().signal, unreached: () => undefined })
  await vi.advanceTimersByTimeAsync(0)
  tab.dispatchEvent(new Event('online'))
  expect(await answer).toBe(said)
  expect(vi.getTimerCount()).toBe(0)
})

test('a refusal, a fault of the shop and a page that was left end it', async () => {
  for (const status of [409, 422, 429, 500]) {
    const send = answering(refusal(status))
    const answer = await untilAnswered(send, { signal: new AbortController().signal, unreached: () => undefined })
    expect([answer.ok, send.mock.calls.length], String(status)).toEqual([false, 1])
  }
  const page = new AbortController()
  const send = answering(refusal(0))
  const answer = untilAnswered(send, { signal: page.signal, unreached: () => undefined })
  await vi.advanceTimersByTimeAsync(0)
  page.abort()
  expect([(await answer).ok, send.mock.calls.length, vi.getTimerCount()]).toEqual([false, 1, 0])
})
