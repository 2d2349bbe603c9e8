import { randomBytes } from 'node:crypto'
import { orderAudience } from '../../contract/events.ts'
import type { TrackedOrder } from '../../contract/tracking.ts'
import { linkViewer, type Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import { appendRevocation } from '../db/append.sql.ts'
import type { Queryable } from '../db/database.ts'
import { cursorAt } from '../db/feed-log.sql.ts'
import type { Deps } from '../deps.ts'
import { findOrder } from '../orders/orders.sql.ts'
import { refuse } from '../refusal.ts'
import { linkOf, namedBy, orderOfLink } from './link.ts'
import { toTracked } from './tracked-order.ts'
import { isFollowable, newLinkKey, raiseLinkNumber, readOrderKey } from './tracking.sql.ts'

/** The id of the order that a link opens now; null: nothing, whatever the reason. */
export async function openLink(read: Queryable, token: string): Promise<string | null> {
  const id = orderOfLink(token, await readOrderKey(read, namedBy(token)))
  return id !== null && (await isFollowable(read, id)) ? id : null
}

/** The order behind a link, and from where to follow it. Both from one snapshot, which the caller holds. */
export async function readTracked(read: Queryable, token: string): Promise<{ order: TrackedOrder; cursor: string } | null> {
  const id = await openLink(read, token)
  const row = id === null ? null : await findOrder(read, id)
  if (row === null) return null
  return { order: toTracked(row), cursor: await cursorAt(read, [orderAudience(row.id)]) }
}

/** Who holds a link, as the feed's readers are. */
export async function viewerOfLink(read: Queryable, token: string): Promise<Viewer | null> {
  const id = await openLink(read, token)
  return id === null ? null : linkViewer(id)
}

/** Where an order can be followed without a login. */
export const pathOf = async (read: Queryable, orderId: string): Promise<string> =>
  `/t/${linkOf(orderId, await readOrderKey(read, orderId))}`

/**
 * The link of this order that was given out before opens nothing from now on, and who follows by it hears no more.
 * @returns where it can be followed now
 * @throws Refusal `order.not-found`
 */
export async function renewLink({ db }: Pick<Deps, 'db'>, by: Viewer, orderId: string): Promise<string> {
  return db.transaction(async (tx) => {
    if (!(await raiseLinkNumber(tx, orderId))) refuse('order.not-found')
    audit(tx, by.accountId, { action: 'order.renew-link', entity: `order:${orderId}`, before: {}, after: {} })
    appendRevocation(tx, { account: linkViewer(orderId).accountId, session: orderId })
    return await pathOf(tx, orderId)
  })
}

/** Every link that was ever given out opens nothing from now on, and who follows one hears no more. */
export async function renewLinks({ db }: Pick<Deps, 'db'>, by: Viewer): Promise<void> {
  await db.transaction(async (tx) => {
    await newLinkKey(tx, randomBytes(32))
    audit(tx, by.accountId, { action: 'links.renew', entity: 'settings:1', before: {}, after: {} })
    appendRevocation(tx, { account: linkViewer('').accountId })
  })
}
