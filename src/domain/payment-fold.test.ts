import fc from 'fast-check'
import { expect, test } from 'vitest'
import { paise } from './money.ts'
import { BY_HAND, CASH, FACT_KINDS, foldPayment, type PaymentFact } from './payment-fold.ts'
import { NEXT_PAYMENT, PAYMENT_STATES, type PaymentState } from './payment-state.ts'

const T = 50_000
const owed = { total: paise(T), cancelled: false }
const off = { ...owed, cancelled: true }

const bank = (kind: PaymentFact['kind'], more: Partial<PaymentFact> = {}): PaymentFact =>
  ({ kind, witness: 'bank', payment: 'pay-1', refund: '', amount: T, currency: 'INR', ...more }) as const
const hand = (kind: PaymentFact['kind'], more: Partial<PaymentFact> = {}): PaymentFact =>
  bank(kind, { witness: 'shop', payment: BY_HAND, ...more })

/** Every order of them. */
function* ordersOf<T>(things: readonly T[]): Generator<readonly T[]> {
  if (things.length < 2) return yield things
  for (const [i, first] of things.entries())
    for (const rest of ordersOf([...things.slice(0, i), ...things.slice(i + 1)])) yield [first, ...rest]
}

test('[F36] five things that were said end alike in all 120 orders, each also with everything said twice in between', () => {
  const five = [
    bank('failed', { payment: 'pay-0' }),
    bank('authorized'),
    bank('taken'),
    bank('returned', { refund: 're-1', amount: 20_000 }),
    bank('returned', { refund: 're-2', amount: 10_000 }),
  ]
  const orders = [...ordersOf(five)]
  expect(orders).toHaveLength(120)
  const ends = new Set<string>()
  for (const order of orders) {
    ends.add(JSON.stringify(foldPayment(order, owed)))
    // What the tables keep of facts that are said again is each once; told in any order.
    for (let i = 0; i < order.length; i++) {
      const again = [...order.slice(0, i + 1), ...order.slice(0, i + 1), ...order.slice(i + 1)]
      ends.add(JSON.stringify(foldPayment(each(again), owed)))
    }
  }
  expect(ends.size).toBe(1)
  expect(JSON.parse([...ends][0] ?? '')).toMatchObject({ state: 'part_refunded', note: null, received: T, returned: 30_000 })
})

const each = (facts: readonly PaymentFact[]): PaymentFact[] => [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()]

const anyFact: fc.Arbitrary<PaymentFact> = fc
  .record({
    kind: fc.constantFrom(...FACT_KINDS),
    witness: fc.constantFrom('shop', 'bank'),
    payment: fc.constantFrom(BY_HAND, CASH, 'pay-1', 'pay-2', 'pay-3'),
    refund: fc.constantFrom('', 're-1', 're-2'),
    amount: fc.constantFrom(0, 10_000, 20_000, T, 60_000),
    currency: fc.constantFrom('INR', 'INR', 'USD'),
  })
  .map((fact) => fact as PaymentFact)

test('[F36] whatever is said, the end is that of the set: no order and no repetition matters', () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 9 }), fc.infiniteStream(fc.nat()), fc.boolean(), (facts, chance, cancelled) => {
      const once = each(facts)
      const shuffled = once.map((fact) => ({ fact, at: chance.next().value as number })).sort((a, b) => a.at - b.at)
      const how = { ...owed, cancelled }
      expect(
        foldPayment(
          shuffled.map(({ fact }) => fact),
          how,
        ),
      ).toEqual(foldPayment(once, how))
    }),
    { numRuns: 5_000, seed },
  )
})

test('[D21][F36] one more thing said moves the money along its table alone, and never makes paid unpaid', () => {
  const beyond = (from: PaymentState): Set<PaymentState> => {
    const reached = new Set([from])
    for (const state of reached) for (const next of NEXT_PAYMENT[state]) reached.add(next)
    return reached
  }
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 8 }), anyFact, fc.boolean(), (facts, more, cancelled) => {
      const how = { ...owed, cancelled }
      const [before, after] = [foldPayment(each(facts), how).state, foldPayment(each([...facts, more]), how).state]
      return PAYMENT_STATES.includes(after) && beyond(before).has(after)
    }),
    { numRuns: 5_000, seed },
  )
})

const CASES: [string, PaymentFact[], typeof owed, object][] = [
  ['nothing said: it is waited for', [], owed, { state: 'pending', note: null }],
  ['nothing said, cancelled: nothing is owed', [], off, { state: 'none', note: null }],
  ['nothing to pay', [], { total: paise(0), cancelled: false }, { state: 'paid', note: null }],
  ['promised', [bank('authorized')], owed, { state: 'authorized' }],
  ['promised, then failed', [bank('authorized'), bank('failed')], owed, { state: 'failed' }],
  ['failed, and promised by another try', [bank('failed', { payment: 'pay-0' }), bank('authorized')], owed, { state: 'authorized' }],
  ['failed and paid after all', [bank('failed'), bank('taken')], owed, { state: 'paid', note: null }],
  ['other amount', [bank('taken', { amount: T - 1 })], owed, { state: 'pending', note: 'other-amount', received: 0 }],
  ['a paisa too much', [bank('taken', { amount: T + 1 })], owed, { state: 'pending', note: 'other-amount' }],
  ['other currency', [bank('taken', { currency: 'USD' })], owed, { state: 'pending', note: 'other-amount' }],
  ['an other amount is promised', [bank('authorized', { amount: 1 })], owed, { state: 'pending', note: 'other-amount' }],
  ['that failed', [bank('authorized', { amount: 1 }), bank('failed')], owed, { state: 'failed', note: null }],
  [
    'other amount, taken as it is',
    [bank('taken', { amount: 400 }), hand('accepted', { payment: 'pay-1', amount: 400 })],
    owed,
    { state: 'paid', note: null },
  ],
  ['accepted, but it never came', [hand('accepted', { payment: 'pay-1', amount: 400 })], owed, { state: 'pending' }],
  [
    'other amount, given back',
    [bank('taken', { amount: 400 }), hand('returned', { payment: 'pay-1', amount: 400 })],
    owed,
    { state: 'pending', note: null },
  ],
  [
    'given back at the counter and by the bank is given back once',
    [
      bank('taken', { amount: 400 }),
      hand('returned', { payment: 'pay-1', amount: 400 }),
      bank('returned', { amount: 400 }),
      bank('taken', { payment: 'pay-2' }),
    ],
    owed,
    { state: 'paid', note: null, received: T, returned: 0 },
  ],
  ['by hand', [hand('taken')], owed, { state: 'paid', received: T }],
  ['by hand and by the bank: the same money', [hand('taken'), bank('taken')], owed, { state: 'paid', note: null, received: T }],
  [
    'given back by hand, told by the bank',
    [hand('taken'), bank('taken'), hand('returned'), bank('returned')],
    owed,
    { state: 'refunded', returned: T },
  ],
  ['paid twice', [bank('taken'), bank('taken', { payment: 'pay-2' })], owed, { state: 'paid', note: 'other-amount', received: 2 * T }],
  [
    'paid twice, once given back',
    [bank('taken'), bank('taken', { payment: 'pay-2' }), bank('returned')],
    owed,
    { state: 'paid', note: null },
  ],
  ['cash and bank: twice', [hand('taken', { payment: CASH }), bank('taken')], owed, { state: 'paid', note: 'other-amount' }],
  ['came late', [bank('taken')], off, { state: 'paid', note: 'give-back' }],
  ['came late, other amount', [bank('taken', { amount: 3 })], off, { state: 'none', note: 'give-back' }],
  ['came late, given back', [bank('taken'), hand('returned', { payment: 'pay-1' })], off, { state: 'refunded', note: null }],
  ['given back before it came', [bank('returned')], owed, { state: 'pending', note: null }],
  ['a part of it back', [bank('taken'), bank('returned', { amount: 1 })], owed, { state: 'part_refunded' }],
  [
    'a part of it back by the bank, all of it by hand, and the rest told by the bank',
    [
      bank('taken'),
      bank('returned', { refund: 'a', amount: 100 }),
      hand('returned', { payment: 'pay-1' }),
      bank('returned', { refund: 'b', amount: T - 100 }),
    ],
    off,
    { state: 'refunded', note: null, returned: T },
  ],
  [
    'given back by hand, told by the bank, and paid anew',
    [hand('taken'), bank('taken'), hand('returned'), bank('returned'), bank('taken', { payment: 'pay-2' })],
    owed,
    { state: 'paid', note: null, received: 2 * T, returned: T },
  ],
  [
    'the same refund with two amounts',
    [bank('taken'), bank('returned', { amount: 1 }), bank('returned', { amount: 2 })],
    owed,
    { returned: 2 },
  ],
]
test.each(CASES)('[D21] %s', (_, facts, how, expected) => {
  expect(foldPayment(facts, how)).toMatchObject(expected)
})
