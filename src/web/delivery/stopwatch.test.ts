import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.resetModules()
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
})
afterEach(() => vi.useRealTimers())

const MINUTE = 60_000
const setClock = (by: number) => vi.setSystemTime(Date.now() + by)

test('the stopwatch counts what the device slept, and a clock that is set back takes nothing away', async () => {
  const { stopwatch } = await import('./stopwatch.ts')
  const start = stopwatch()
  const passed = () => Math.round((stopwatch() - start) / MINUTE)
  vi.advanceTimersByTime(2 * MINUTE)
  expect(passed()).toBe(2)
  // Asleep: only the clock goes on.
  setClock(15 * MINUTE)
  expect(passed()).toBe(17)
  vi.advanceTimersByTime(MINUTE)
  expect(passed()).toBe(18)
  setClock(-180 * MINUTE)
  expect(passed()).toBe(18)
  vi.advanceTimersByTime(MINUTE)
  expect(passed()).toBe(19)
})
