import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canMove, NEXT, ORDER_STATUSES, type OrderStatus, STATUS_ALIASES, TRACKER_STEPS } from './order-status.ts'

/** Written out again on purpose: the only moves there are, of 25. */
const MOVES = new Set(['pending→processing', 'pending→cancelled', 'processing→shipped', 'processing→cancelled', 'shipped→delivered'])

test('[D17] of the 25 ordered pairs of statuses exactly five are moves', () => {
  const pairs = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const))
  expect(pairs).toHaveLength(25)
  for (const [from, to] of pairs) expect(canMove(from, to), `${from}→${to}`).toBe(MOVES.has(`${from}→${to}`))
})

test('[D17] whoever asks for whatever, an order only goes forward, and what is delivered or cancelled stays', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ORDER_STATUSES), { maxLength: 30 }), (asked) => {
      const path: OrderStatus[] = ['pending']
      for (const to of asked) if (canMove(path.at(-1) ?? 'pending', to)) path.push(to)
      const ended = path.findIndex((status) => NEXT[status].length === 0)
      return new Set(path).size === path.length && path.length <= TRACKER_STEPS.length && (ended === -1 || ended === path.length - 1)
    }),
    { numRuns: 5_000 },
  )
})

test('the first app’s words are read as today’s', () => {
  expect(STATUS_ALIASES).toEqual({ accepted: 'processing', baking: 'processing', out_for_delivery: 'shipped', completed: 'delivered' })
})
