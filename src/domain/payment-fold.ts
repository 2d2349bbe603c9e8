import type { Paise } from './money.ts'
import type { PaymentState } from './payment-state.ts'

/** `accepted`: staff took money of another amount as it is. */
export const FACT_KINDS = ['authorized', 'taken', 'failed', 'returned', 'accepted'] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** One thing that was said about the money of an order. */
export type PaymentFact = {
  readonly kind: FactKind
  /** Staff at the counter, or a notice that the bank's side signed. */
  readonly witness: 'shop' | 'bank'
  /** The bank's id of the payment; '': the money that staff say came. */
  readonly payment: string
  /** Of `returned`: which of several. */
  readonly refund: string
  /** In hundredths of the currency. */
  readonly amount: number
  readonly currency: string
}

/** What staff must look at: money of another amount or currency, or more than once, is held; money is here for an order that is cancelled. */
export const MONEY_NOTES = ['other-amount', 'give-back'] as const
export type MoneyNote = (typeof MONEY_NOTES)[number]

export type Owed = {
  readonly total: Paise
  /** Nothing is owed any more. */
  readonly cancelled: boolean
}

export type Money = {
  readonly state: PaymentState
  readonly note: MoneyNote | null
  /** What came for the order, and what went back of that. */
  readonly received: number
  readonly returned: number
  /** Payments whose money lies there beside that, with what is left of it. */
  readonly held: readonly HeldPayment[]
}
export type HeldPayment = { readonly payment: string; readonly amount: number; readonly currency: string }

/**
 * What became of an order's money: a function of the set of what was said about it, so that neither the order in which it is said nor how
 * often matters. Staff and the bank speak of the same money, so of what they say came, and of what they say went back, the larger counts.
 */
export function foldPayment(facts: readonly PaymentFact[], owed: Owed): Money {
  const payments = [...new Set(facts.map(({ payment }) => payment))]
    .filter((payment) => payment !== '')
    .sort()
    .map((payment) => judge(payment, facts, owed))
  const byHand = facts.filter(({ payment }) => payment === '')
  const counted = payments.filter(({ counts }) => counts)
  const received = Math.max(sumOf(byHand, 'taken'), sum(counted.map(({ received }) => received)))
  const returned = Math.min(received, Math.max(sumOf(byHand, 'returned'), sum(counted.map(({ returned }) => returned))))
  const held = payments.flatMap(({ held }) => held ?? []).concat(twice(payments, received - returned, owed))
  return { state: stateOf({ received, returned, payments }, owed), note: noteOf(received - returned, held, owed), received, returned, held }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
const sumOf = (facts: readonly PaymentFact[], kind: FactKind): number =>
  sum(facts.filter((fact) => fact.kind === kind).map(({ amount }) => amount))

type Judged = {
  readonly payment: string
  /** It pays for the order: all of it, or what staff took for that. */
  readonly counts: boolean
  readonly accepted: boolean
  readonly received: number
  readonly returned: number
  readonly held: HeldPayment | null
  /** What becomes of it while nothing of it came. */
  readonly promise: 'authorized' | 'failed' | null
}

/** One payment of the bank's. */
function judge(payment: string, facts: readonly PaymentFact[], { total }: Owed): Judged {
  const own = facts.filter((fact) => fact.payment === payment)
  const of = (kind: FactKind) => own.filter((fact) => fact.kind === kind)
  const fits = ({ amount, currency }: PaymentFact) => amount === total && currency === 'INR'
  const accepted = of('accepted').length > 0
  const came = of('taken')
  const failed = of('failed').length > 0
  const whole = came.some(fits)
  const returned = Math.max(sumOf(ofWitness(of('returned'), 'shop'), 'returned'), sum(greatestOfEach(ofWitness(of('returned'), 'bank'))))
  // Money in another currency that staff took counts as the whole.
  const received = whole ? total : accepted ? Math.max(0, ...came.map(({ amount, currency }) => (currency === 'INR' ? amount : total))) : 0
  const odd = [...came, ...(failed ? [] : of('authorized'))].filter((fact) => !fits(fact)).sort(byAmount)
  const [most] = accepted || odd.every(({ amount }) => returned >= amount) ? [] : odd
  return {
    payment,
    counts: whole || (accepted && came.length > 0),
    accepted,
    received,
    returned: Math.min(returned, received),
    held: most === undefined ? null : { payment, amount: most.amount - Math.min(returned, most.amount), currency: most.currency },
    promise: failed ? 'failed' : of('authorized').some(fits) ? 'authorized' : null,
  }
}

const ofWitness = (facts: readonly PaymentFact[], witness: PaymentFact['witness']) => facts.filter((fact) => fact.witness === witness)
const byAmount = (a: PaymentFact, b: PaymentFact): number => b.amount - a.amount || (a.currency < b.currency ? -1 : 1)

/** Said twice with two amounts, a refund counts with the larger. */
function greatestOfEach(refunds: readonly PaymentFact[]): number[] {
  const greatest = new Map<string, number>()
  for (const { refund, amount } of refunds) greatest.set(refund, Math.max(amount, greatest.get(refund) ?? 0))
  return [...greatest.values()]
}

/** Who pays twice, by two payments that each fit, has paid too much until staff look at it. */
function twice(payments: readonly Judged[], kept: number, { total, cancelled }: Owed): HeldPayment[] {
  if (cancelled || kept <= total) return []
  const whole = payments.filter(
    ({ counts, accepted, received, returned }) => counts && !accepted && received === total && returned < received,
  )
  return whole.slice(1).map(({ payment, received, returned }) => ({ payment, amount: received - returned, currency: 'INR' }))
}

type Sums = Pick<Money, 'received' | 'returned'> & { readonly payments: readonly Judged[] }

function stateOf({ received, returned, payments }: Sums, { total, cancelled }: Owed): PaymentState {
  const kept = received - returned
  if (received > 0) return returned === 0 || (kept > 0 && kept >= total) ? 'paid' : kept > 0 ? 'part_refunded' : 'refunded'
  if (cancelled) return 'none'
  if (total === 0) return 'paid'
  const promises = new Set(payments.map(({ promise }) => promise))
  return promises.has('authorized') ? 'authorized' : promises.has('failed') ? 'failed' : 'pending'
}

function noteOf(kept: number, held: readonly HeldPayment[], { cancelled }: Owed): MoneyNote | null {
  if (cancelled) return kept > 0 || held.length > 0 ? 'give-back' : null
  return held.length > 0 ? 'other-amount' : null
}
