import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { spaced } from './spaced.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

test('[F7] the first is served at once, and those that crowd behind it together', () => {
  const runs: number[] = []
  const { ask } = spaced(() => runs.push(performance.now()), 10)
  const began = performance.now()
  for (let i = 0; i < 3; i++) ask()
  vi.advanceTimersByTime(9)
  ask()
  vi.advanceTimersByTime(30)
  ask()
  vi.advanceTimersByTime(100)
  expect(runs.map((at) => at - began)).toEqual([0, 10, 39])
})

test('nothing runs once it is closed', () => {
  let runs = 0
  const { ask, close } = spaced(() => runs++, 10)
  ask()
  ask()
  close()
  ask()
  vi.advanceTimersByTime(100)
  expect(runs).toBe(1)
})
