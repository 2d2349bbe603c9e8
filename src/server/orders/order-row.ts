import type { AdminOrder, IncludedTax, Order } from '../../contract/order.ts'
import { type Paise, toRupees } from '../../domain/money.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import { owesFirst } from '../../domain/payment-state.ts'
import type { SplitTax } from '../../domain/tax.ts'
import { moneyOf, type PaymentRow, shownPayments } from '../payments/shown-payments.ts'

export type OrderedItem = {
  readonly productId: string
  readonly name: string
  readonly image: string
  readonly quantity: number
  readonly price: Paise
  readonly flavor: string
  readonly size: string
  readonly eggOption: string
  readonly design: string
  readonly extras: readonly string[]
  readonly message: string
  readonly subtotal: Paise
  readonly discount: Paise
  /** Capacity points of the line. */
  readonly points: number
  readonly tax: SplitTax | null
  readonly done: number
}

/** An order with everything that belongs to it, as the database gives it. */
export type OrderRow = {
  readonly id: string
  readonly number: string
  /** null once the account is gone. */
  readonly buyer: { readonly id: string; readonly name: string; readonly email: string | null; readonly phone: string } | null
  readonly status: OrderStatus
  readonly reason: string
  readonly subtotal: Paise
  readonly discount: Paise
  readonly deliveryFee: Paise
  readonly tax: Paise
  readonly total: Paise
  readonly shippingAddress: string
  readonly phone: string
  readonly notes: string
  readonly paymentMethod: Order['paymentMethod']
  readonly paymentState: Order['paymentState']
  /** Until when it waits to be paid; null: it is paid when it is handed over. */
  readonly payBy: Date | null
  /** '': there is none. */
  readonly payLink: string
  readonly mode: Order['mode']
  readonly pincode: string
  readonly slot: Order['slot']
  readonly coupon: string
  readonly recipient: Order['recipient']
  readonly referencePhoto: string | null
  readonly taxIncluded: Paise
  readonly deliveryTax: SplitTax | null
  /** GST code of the state where it goes; '': as the shop's. */
  readonly stateCode: string
  readonly cancelledBy: Order['cancelledBy']
  readonly printedVersion: number | null
  readonly version: number
  readonly rev: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly items: readonly OrderedItem[]
  /** Oldest first; every `at` as the database writes a time in JSON. */
  readonly history: readonly Step[]
  readonly payments: readonly PaymentRow[]
  readonly papers: readonly Order['papers'][number][]
}

type Step = Omit<AdminOrder['history'][number], 'at'> & { readonly at: string }

/** What an order is that nothing has happened to yet. */
export const UNTOUCHED = { stateCode: '', cancelledBy: null, printedVersion: null, version: 1, rev: 1, payments: [], papers: [] } as const

/** As its buyer sees it. */
export function toOrder(row: OrderRow): Order {
  const history = row.history.map(({ status, at, kind }) => ({ status, at: asTime(at), kind }))
  const payments = shownPayments(row, moneyOf(row)).map(({ by: _, reference: __, ...payment }) => payment)
  return { ...common(row), history, payments, userId: row.buyer?.id ?? null }
}

/** As staff see it: with the buyer, and with who did what. */
export function toAdminOrder(row: OrderRow): AdminOrder {
  const { buyer } = row
  const history = row.history.map(({ at, ...step }) => ({ ...step, at: asTime(at) }))
  const money = moneyOf(row)
  return {
    ...common(row),
    history,
    payments: shownPayments(row, money),
    moneyNote: money.note,
    printedVersion: row.printedVersion,
    userId: buyer && { _id: buyer.id, name: buyerName(buyer), email: buyer.email ?? '', phone: buyer.phone },
  }
}

/** A guest may have no name. */
export const buyerName = (buyer: OrderRow['buyer']): string => buyer?.name || 'Guest'

const asTime = (at: string): string => new Date(at).toISOString()

function common(row: OrderRow): Omit<Order, 'userId' | 'history' | 'payments'> {
  const toPay = row.status === 'pending' && row.payBy !== null && owesFirst(row.paymentState)
  return {
    _id: row.id,
    number: row.number,
    items: row.items.map(toItem),
    subtotal: toRupees(row.subtotal),
    discount: toRupees(row.discount),
    deliveryFee: toRupees(row.deliveryFee),
    tax: toRupees(row.tax),
    totalPrice: toRupees(row.total),
    shippingAddress: row.shippingAddress,
    phone: row.phone,
    notes: row.notes,
    paymentMethod: row.paymentMethod,
    paymentState: row.paymentState,
    payBy: toPay ? (row.payBy?.toISOString() ?? null) : null,
    payLink: toPay && row.payLink !== '' ? row.payLink : null,
    mode: row.mode,
    pincode: row.pincode,
    slot: row.slot && { ...row.slot, dueAt: asTime(row.slot.dueAt) },
    coupon: row.coupon,
    recipient: row.recipient,
    referencePhoto: row.referencePhoto,
    taxIncluded: toRupees(row.taxIncluded),
    deliveryTax: row.deliveryTax && toIncludedTax(row.deliveryTax),
    status: row.status,
    reason: row.reason,
    cancelledBy: row.cancelledBy,
    papers: row.papers.map((paper) => ({ ...paper, issuedAt: asTime(paper.issuedAt) })),
    version: row.version,
    rev: row.rev,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function toItem({ points: _, tax, extras, ...item }: OrderedItem): Order['items'][number] {
  const { price, subtotal, discount } = item
  return {
    ...item,
    extras: [...extras],
    price: toRupees(price),
    subtotal: toRupees(subtotal),
    discount: toRupees(discount),
    tax: tax && toIncludedTax(tax),
  }
}

export const toIncludedTax = ({ hsn, rate, taxable, cgst, sgst, igst }: SplitTax): IncludedTax => ({
  hsn,
  rate: rate / 100,
  taxable: toRupees(taxable),
  cgst: toRupees(cgst),
  sgst: toRupees(sgst),
  igst: toRupees(igst),
})
