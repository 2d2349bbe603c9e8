import type { AdminOrder } from '../../contract/order.ts'
import type { Paise } from '../../domain/money.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import { BY_HAND, foldPayment, type Money, type Owed, type PaymentFact } from '../../domain/payment-fold.ts'

/** A fact with who said it, when and where it was written down; `at` as the database writes a time in JSON. */
export type PaymentRow = PaymentFact & Pick<AdminOrder['payments'][number], 'method' | 'at' | 'by' | 'reference'>

type Paid = { readonly status: OrderStatus; readonly total: Paise; readonly payments: readonly PaymentRow[] }
type Shown = AdminOrder['payments'][number]

export const owedFor = ({ status, total }: Pick<Paid, 'status' | 'total'>): Owed => ({ total, cancelled: status === 'cancelled' })

/** What became of an order's money, by all that stands at the order. */
export const moneyOf = (order: Paid): Money => foldPayment(order.payments, owedFor(order))

/** As people read it. Of what staff and the bank say of the same money, one is shown: that which counts. */
export const shownPayments = (order: Paid, money: Money): Shown[] => order.payments.flatMap((row) => shown(row, order, money) ?? [])

/** Whether it is the larger of what the two say. */
function counts({ kind, payment, witness }: PaymentRow, rows: readonly PaymentRow[], { received, returned }: Money): boolean {
  if (kind !== 'taken' && kind !== 'returned') return true
  const said = (of: (row: PaymentRow) => boolean) =>
    rows.filter((row) => row.kind === kind && of(row)).reduce((sum, { amount }) => sum + amount, 0)
  const byHand = said((row) => row.payment === BY_HAND)
  const handCounts = byHand > 0 && byHand >= (kind === 'taken' ? received : returned)
  if (payment === BY_HAND || handCounts) return (payment === BY_HAND) === handCounts
  const by = (who: PaymentRow['witness']) => said((row) => row.payment === payment && row.witness === who)
  return witness === (by('shop') >= by('bank') && by('shop') > 0 ? 'shop' : 'bank')
}

function shown(row: PaymentRow, { total, payments }: Paid, money: Money): Shown | null {
  const isHeld = row.kind === 'taken' && money.there.some(({ payment, held }) => held && payment === row.payment)
  if (!isHeld && !counts(row, payments, money)) return null
  const { method, amount, currency, at, by, reference } = row
  const kind = isHeld ? 'held' : row.kind === 'returned' && amount < total ? 'partly-returned' : row.kind
  if (kind === 'accepted') return null
  return { kind, method, amount: amount / 100, currency, at: new Date(at).toISOString(), by, reference }
}
