import type { AdminOrder, Order } from '../../contract/order.ts'
import type { Held } from '../../feed/client/fold.ts'
import { newest } from '../live/newest.ts'

/** As its buyer or as staff see it. */
export type AnyOrder = Order | AdminOrder

export const buyerIdOf = ({ userId }: AnyOrder): string | null => (typeof userId === 'object' ? (userId?._id ?? null) : userId)

/** Newest first: what was loaded, in its newest state, and on the first page what this viewer has ordered since, in another tab too. */
export function ownOrders(
  loaded: readonly AnyOrder[],
  entities: ReadonlyMap<string, Held>,
  viewerId: string | null,
  firstPage: boolean,
): readonly AnyOrder[] {
  const known = new Set(loaded.map(({ _id }) => _id))
  const orders = loaded.flatMap((order) => newest<AnyOrder>(entities.get(`order:${order._id}`), order, order.rev) ?? [])
  if (!firstPage || viewerId === null) return orders
  const since: AnyOrder[] = []
  for (const [entity, { data }] of entities) {
    if (!entity.startsWith('order:') || data === null) continue
    const order = data as AnyOrder
    // Staff hold everybody's orders; and one that stands further down the list is no new one.
    const isNew = !known.has(order._id) && buyerIdOf(order) === viewerId && order.createdAt > (loaded.at(-1)?.createdAt ?? '')
    if (isNew) since.push(order)
  }
  return [...since, ...orders].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
}
