import type { Paise } from './money.ts'
import type { PaymentState } from './payment-state.ts'

/** `accepted`: staff took money of another amount as it is. */
export const FACT_KINDS = ['authorized', 'taken', 'failed', 'returned', 'accepted'] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** The money that staff say came to the bank. */
export const BY_HAND = ''
/** The money that staff took in cash. No bank writes an id like that. */
export const CASH = ' cash'

/** One thing that was said about the money of an order. */
export type PaymentFact = {
  readonly kind: FactKind
  /** Staff at the counter, or a notice that the bank's side signed. */
  readonly witness: 'shop' | 'bank'
  /** The bank's id of the payment; {@link BY_HAND}; {@link CASH}. */
  readonly payment: string
  /** Of `returned`: which of several. */
  readonly refund: string
  /** In hundredths of the currency. */
  readonly amount: number
  readonly currency: string
}

/** What staff must look at: money of another amount or currency, or that came once more, is held; money is here for an order that is cancelled. */
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
  /** Where money lies, and how much. */
  readonly there: readonly Lying[]
}
export type Lying = {
  readonly payment: string
  readonly amount: number
  readonly currency: string
  /** It does not count for the order until staff have looked at it. */
  readonly held: boolean
  /** What staff have yet to say went back, for all of it to be back: what the bank's side says beside that is of the same money. */
  readonly toReturn: number
}

/**
 * What became of an order's money: a function of the set of what was said about it, so that neither the order in which it is said nor how
 * often matters. Staff and the bank speak of the same money, so of what they say came, and of what they say went back, the larger counts.
 */
export function foldPayment(facts: readonly PaymentFact[], owed: Owed): Money {
  const byHand = facts.filter(({ payment }) => payment === BY_HAND)
  const named = [...new Set(facts.map(({ payment }) => payment))].filter((payment) => payment !== BY_HAND).sort()
  const payments = named.map((payment) => judge(payment, facts, owed))
  const counted = payments.filter(({ counts }) => counts)
  const [cameByHand, wentByHand] = [sumOf(byHand, 'taken'), sumOf(byHand, 'returned')]
  const received = Math.max(cameByHand, sum(counted.map(({ received }) => received)))
  const returned = Math.min(received, Math.max(wentByHand, sum(counted.map(({ returned }) => returned))))
  const surplus = received - returned > owed.total ? surplusOf(payments, owed) : []
  const there = [
    lying(BY_HAND, 'INR', false, { came: cameByHand, back: wentByHand, told: wentByHand }),
    ...payments.map(({ there }) => there),
  ]
    .flatMap((each) => each ?? [])
    .map((each) => ({ ...each, held: each.held || surplus.includes(each.payment) }))
  const promises = new Set(payments.map(({ promise }) => promise))
  return { state: stateOf({ received, returned, promises }, owed), note: noteOf(there, owed), received, returned, there }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)
const sumOf = (facts: readonly PaymentFact[], kind: FactKind): number =>
  sum(facts.filter((fact) => fact.kind === kind).map(({ amount }) => amount))

type Promised = 'authorized' | 'failed' | null
type Judged = {
  readonly payment: string
  /** It pays for the order: it is all of it, or staff took it for that. */
  readonly counts: boolean
  readonly accepted: boolean
  readonly received: number
  readonly returned: number
  readonly there: Lying | null
  /** What is known of it while nothing of it came. */
  readonly promise: Promised
}

/** One payment by itself. */
function judge(payment: string, facts: readonly PaymentFact[], { total }: Owed): Judged {
  const own = facts.filter((fact) => fact.payment === payment)
  const of = (kind: FactKind) => own.filter((fact) => fact.kind === kind)
  const fits = ({ amount, currency }: PaymentFact) => amount === total && currency === 'INR'
  const accepted = of('accepted').length > 0
  const failed = of('failed').length > 0
  const whole = of('taken').some(fits)
  const came = of('taken')
  // The largest of what it is said to be, should that differ.
  const [most] = [...came, ...(failed ? [] : of('authorized'))].filter((fact) => !fits(fact)).sort(largestFirst)
  const counts = whole || (accepted && came.length > 0)
  // Money in another currency that staff took counts as the whole.
  const worth = came.map(({ amount, currency }) => (currency === 'INR' ? amount : total))
  const received = !counts ? 0 : whole ? total : Math.max(...worth)
  const told = sumOf(of('returned').filter(by('shop')), 'returned')
  const back = Math.max(told, sum(largestOfEach(of('returned').filter(by('bank')))))
  const returned = Math.min(back, received)
  const odd = most === undefined || accepted ? null : lying(payment, most.currency, true, { came: most.amount, back, told })
  return {
    ...{ payment, counts, accepted, received, returned },
    there: counts ? lying(payment, 'INR', false, { came: received, back, told }) : odd,
    promise: failed ? 'failed' : of('authorized').some(fits) ? 'authorized' : null,
  }
}

type Moved = { readonly came: number; readonly back: number; readonly told: number }
const lying = (payment: string, currency: string, held: boolean, { came, back, told }: Moved): Lying | null =>
  came > back ? { payment, amount: came - back, currency, held, toReturn: came - told } : null

const by = (who: PaymentFact['witness']) => (fact: PaymentFact) => fact.witness === who
const largestFirst = (a: PaymentFact, b: PaymentFact): number => b.amount - a.amount || (a.currency < b.currency ? -1 : 1)

/** Said twice with two amounts, a refund counts with the larger. */
function largestOfEach(refunds: readonly PaymentFact[]): number[] {
  const largest = new Map<string, number>()
  for (const { refund, amount } of refunds) largest.set(refund, Math.max(amount, largest.get(refund) ?? 0))
  return [...largest.values()]
}

/** Who pays twice, by payments that each fit, has paid too much. */
const surplusOf = (payments: readonly Judged[], { total }: Owed): string[] =>
  payments
    .filter(({ counts, accepted, received, returned }) => counts && !accepted && received === total && returned < received)
    .slice(1)
    .map(({ payment }) => payment)

type Sums = Pick<Money, 'received' | 'returned'> & { readonly promises: ReadonlySet<Promised> }

function stateOf({ received, returned, promises }: Sums, { total, cancelled }: Owed): PaymentState {
  const kept = received - returned
  if (received > 0) return returned === 0 || (kept > 0 && kept >= total) ? 'paid' : kept > 0 ? 'part_refunded' : 'refunded'
  if (cancelled) return 'none'
  if (total === 0) return 'paid'
  return promises.has('authorized') ? 'authorized' : promises.has('failed') ? 'failed' : 'pending'
}

function noteOf(there: readonly Lying[], { cancelled }: Owed): MoneyNote | null {
  if (cancelled) return there.length > 0 ? 'give-back' : null
  return there.some(({ held }) => held) ? 'other-amount' : null
}
