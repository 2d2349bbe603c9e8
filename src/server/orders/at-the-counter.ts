import type { AdminOrder } from '../../contract/order.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { claim } from './idempotency.ts'
import { toAdminOrder } from './order-row.ts'
import { type LockedOrder, lockOrder } from './order-writes.sql.ts'
import { findOrder } from './orders.sql.ts'
import { tellOrder } from './tell-order.ts'

type Act = {
  /** As in its address: the same key for another act is another key. */
  readonly act: string
  /** For the record of who did what. */
  readonly deed: `order.${string}`
  readonly orderId: string
  readonly key: string | undefined
  readonly request: object
  readonly version?: number | undefined
  /** Whether the buyer's inbox hears of it. */
  readonly tells: 'moved' | 'touched'
}

/**
 * What staff do to an order besides moving it on: one transaction that holds the order, and its news.
 * @param work false when there was nothing to do
 * @throws Refusal `order.not-found`; `order.changed` with the `current` order when it is no longer at `version`; `key.reused`
 */
export async function atTheCounter(
  { db }: Deps,
  viewer: Viewer,
  { act, deed, orderId, key, request, version, tells }: Act,
  work: (tx: Tx, order: LockedOrder) => Promise<boolean>,
): Promise<AdminOrder> {
  const scope = `${viewer.accountId} ${act.replace(':id', orderId)}`
  return db.transaction(async (tx) => {
    const claimed = await claim<AdminOrder>(tx, { scope, key, request, status: 200 })
    if (claimed.answer !== null) return claimed.answer
    const locked = (await lockOrder(tx, orderId)) ?? refuse('order.not-found')
    if (version !== undefined && version !== locked.version) refuse('order.changed', { current: await current(tx, orderId) })
    const didSomething = await work(tx, locked)
    const order = (await findOrder(tx, orderId)) ?? refuse('order.not-found')
    if (didSomething) {
      tellOrder(tx, order, tells)
      const was = { status: locked.status, paymentState: locked.paymentState }
      const is = { status: order.status, paymentState: order.paymentState }
      audit(tx, viewer.accountId, { action: deed, entity: `order:${orderId}`, before: was, after: { ...request, ...is } })
    }
    const answer = toAdminOrder(order)
    claimed.keep(answer)
    return answer
  })
}

export async function current(tx: Tx, orderId: string): Promise<AdminOrder> {
  return toAdminOrder((await findOrder(tx, orderId)) ?? refuse('order.not-found'))
}
