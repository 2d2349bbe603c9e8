import type { StaffOrder, TicketItem } from '../../contract/ticket.ts'
import type { OrderStatus } from '../../domain/order-status.ts'

/** What a kitchen works on; each is a column. */
export const COLUMNS = ['pending', 'processing', 'shipped'] as const satisfies readonly OrderStatus[]
export type Column = (typeof COLUMNS)[number]

export const isColumn = (status: OrderStatus): status is Column => COLUMNS.some((column) => column === status)

/**
 * The tickets by status, what is due first before the rest; without a time, by when it was ordered.
 * @param kept tickets that stay where they hung although their order is elsewhere by now, until somebody has read why
 */
export function columnsOf(orders: readonly StaffOrder[], kept: ReadonlyMap<string, Column>): Record<Column, readonly StaffOrder[]> {
  const columns: Record<Column, StaffOrder[]> = { pending: [], processing: [], shipped: [] }
  for (const order of orders) {
    const column = isColumn(order.status) ? order.status : kept.get(order._id)
    if (column !== undefined) columns[column].push(order)
  }
  const when = ({ slot, createdAt, _id }: StaffOrder) => `${slot?.dueAt ?? createdAt} ${createdAt} ${_id}`
  for (const column of COLUMNS) columns[column].sort((a, b) => (when(a) < when(b) ? -1 : 1))
  return columns
}

export type Total = { readonly what: string; readonly eggOption: string; readonly quantity: number }

const whatOf = ({ name, size }: Pick<TicketItem, 'name' | 'size'>): string => [name, size].filter((word) => word !== '').join(' ')

/** How many of each are still to be made: "Truffle 1 kg, eggless × 7". The most first. */
export function totalsOf(orders: readonly StaffOrder[]): readonly Total[] {
  const totals = new Map<string, Total>()
  for (const { status, items } of orders) {
    if (status !== 'pending' && status !== 'processing') continue
    for (const item of items) {
      const [what, { eggOption }] = [whatOf(item), item]
      const left = item.quantity - item.done
      const before = totals.get(`${what}\n${eggOption}`)?.quantity ?? 0
      if (left > 0) totals.set(`${what}\n${eggOption}`, { what, eggOption, quantity: before + left })
    }
  }
  return [...totals.values()].sort((a, b) => b.quantity - a.quantity || (a.what < b.what ? -1 : 1))
}
