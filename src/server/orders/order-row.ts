import type { AdminOrder, Order } from '../../contract/order.ts'
import { type Paise, toRupees } from '../../domain/money.ts'
import type { OrderStatus } from '../../domain/order-status.ts'

export type OrderedItem = {
  readonly productId: string
  readonly name: string
  readonly image: string
  readonly quantity: number
  readonly price: Paise
  readonly flavor: string
  readonly size: string
  readonly eggOption: string
  readonly message: string
  readonly subtotal: Paise
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
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly items: readonly OrderedItem[]
  /** Oldest first; `at` as the database writes a time in JSON. */
  readonly history: readonly { readonly status: OrderStatus; readonly at: string; readonly by: string | null }[]
}

/** As its buyer sees it. */
export function toOrder(row: OrderRow): Order {
  const history = row.history.map(({ status, at }) => ({ status, at: new Date(at).toISOString() }))
  return { ...common(row), history, userId: row.buyer?.id ?? null }
}

/** As staff see it: with the buyer, and with who did what. */
export function toAdminOrder(row: OrderRow): AdminOrder {
  const { buyer } = row
  const history = row.history.map(({ at, ...step }) => ({ ...step, at: new Date(at).toISOString() }))
  return {
    ...common(row),
    history,
    userId: buyer && { _id: buyer.id, name: buyerName(buyer), email: buyer.email ?? '', phone: buyer.phone },
  }
}

/** A guest may have no name. */
export const buyerName = (buyer: OrderRow['buyer']): string => buyer?.name || 'Guest'

function common(row: OrderRow): Omit<Order, 'userId' | 'history'> {
  return {
    _id: row.id,
    number: row.number,
    items: row.items.map((item) => ({ ...item, price: toRupees(item.price), subtotal: toRupees(item.subtotal) })),
    subtotal: toRupees(row.subtotal),
    discount: toRupees(row.discount),
    deliveryFee: toRupees(row.deliveryFee),
    tax: toRupees(row.tax),
    totalPrice: toRupees(row.total),
    shippingAddress: row.shippingAddress,
    phone: row.phone,
    notes: row.notes,
    paymentMethod: row.paymentMethod,
    status: row.status,
    reason: row.reason,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}
