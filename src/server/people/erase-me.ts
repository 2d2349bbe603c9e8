import type { EraseMe } from '../../contract/address.ts'
import { findAccount, lockWithOwners } from '../accounts/accounts.sql.ts'
import { isRightPassword } from '../accounts/password.ts'
import { endAllSessions } from '../accounts/start-session.ts'
import { linkViewer, type Viewer } from '../accounts/viewer.ts'
import { appendErasure, appendRevocation } from '../db/append.sql.ts'
import { giveBackHold } from '../delivery/hand-over-hold.ts'
import type { Deps } from '../deps.ts'
import { findOrder } from '../orders/orders.sql.ts'
import { tellOrder } from '../orders/tell-order.ts'
import { refuse } from '../refusal.ts'
import { tellReview } from '../reviews/change-review.ts'
import { tellCounts } from '../stock-alerts/say-alerts.ts'
import { listAlerts } from '../stock-alerts/stock-alerts.sql.ts'
import { erasePerson, hasOpenOrders, holdOrders, reviewsOf } from './people.sql.ts'

/**
 * Forgets a person: account, addresses, cart and sessions go; orders and invoices stay without them, as far as the law wants them kept
 * (docs/privacy.md). What is open is cut, and the feed no longer has what it said of them.
 * @throws Refusal `auth.wrong-credentials`; `account.last-owner`; `account.has-orders` while an order is under way
 */
export async function eraseMe({ db }: Deps, viewer: Viewer, { password = '' }: EraseMe): Promise<void> {
  const before = await findAccount(db.read, viewer.accountId)
  if (before === undefined) return refuse('auth.expired')
  // A guest has no password: the session alone is the person.
  if (before.role !== 'guest' && !(await isRightPassword(password, before.password_hash))) refuse('auth.wrong-credentials')
  await db.transaction(async (tx) => {
    // Before the account, as who moves an order and tells its buyer locks them.
    await holdOrders(tx, before.id)
    const locked = await lockWithOwners(tx, [before.id])
    const account = locked.get(before.id)
    if (account === undefined || account.banned || account.password_hash !== before.password_hash) return refuse('auth.wrong-credentials')
    const owners = [...locked.values()].filter(({ role, banned }) => role === 'owner' && !banned)
    if (account.role === 'owner' && owners.length < 2) refuse('account.last-owner')
    if (await hasOpenOrders(tx, account.id)) refuse('account.has-orders')
    await giveBackHold(tx, account.id)
    await endAllSessions(tx, account.id)
    const reviews = await reviewsOf(tx, account.id)
    const waited = await listAlerts(tx, account.id)
    for (const id of await erasePerson(tx, account.id)) {
      appendRevocation(tx, { account: linkViewer(id).accountId, session: id })
      const order = (await findOrder(tx, id)) ?? refuse('order.not-found')
      tellOrder(tx, order, 'touched')
    }
    for (const id of reviews) await tellReview(tx, id)
    await tellCounts(
      tx,
      waited.map(({ productId }) => productId),
    )
    appendErasure(tx)
  })
}
