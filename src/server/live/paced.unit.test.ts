import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from './paced.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

test('[F9] in no stretch of time is more sent than its share, what may go at once, and the one that went over it', () => {
  const steps = fc.array(fc.record({ pause: fc.integer({ min: 0, max: 400 }), amount: fc.integer({ min: 1, max: 130 }) }), { minLength: 1 })
  fc.assert(
    fc.property(steps, (steps) => {
      const pace = paced({ perSecond: 1000, atOnce: 250 })
      const sent: { at: number; amount: number }[] = []
      for (const { pause, amount } of steps) {
        vi.advanceTimersByTime(pause)
        vi.advanceTimersByTime(pace.wait())
        expect(pace.wait()).toBe(0)
        sent.push({ at: performance.now(), amount })
        pace.spend(amount)
      }
      for (const [i, first] of sent.entries()) {
        let sum = 0
        for (const { at, amount } of sent.slice(i)) {
          sum += amount
          expect(sum).toBeLessThanOrEqual(at - first.at + 250 + 130 + 1e-6)
        }
      }
    }),
  )
})

test('[F9] who was quiet for long is not kept waiting, and earns no more than what may go at once', () => {
  const pace = paced({ perSecond: 1000, atOnce: 250 })
  vi.advanceTimersByTime(60_000)
  pace.spend(250)
  expect(pace.wait()).toBe(0)
  pace.spend(100)
  expect(pace.wait()).toBe(100)
  vi.advanceTimersByTime(100)
  expect(pace.wait()).toBe(0)
})
