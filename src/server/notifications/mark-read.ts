import { userAudience } from '../../contract/events.ts'
import type { MarkRead } from '../../contract/notification.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { append } from '../db/append.sql.ts'
import type { Database, Tx } from '../db/database.ts'
import { insertReads, type Reader } from './notifications.sql.ts'

/** So that nobody's "all" holds the feed up for long. */
const MOST_AT_ONCE = 200

/**
 * Sets the viewer's own read marks; ids that are not theirs are passed over. Their other tabs and devices hear of it, nobody
 * else does.
 * @returns how many were marked now
 */
export async function markRead(db: Database, viewer: Viewer, wanted: MarkRead): Promise<number> {
  if ('ids' in wanted) return markSome(db, viewer, wanted.ids)
  let marked = 0
  for (;;) {
    const more = await markSome(db, viewer, null)
    marked += more
    if (more < MOST_AT_ONCE) return marked
  }
}

const markSome = (db: Database, viewer: Viewer, ids: readonly string[] | null): Promise<number> =>
  db.transaction((tx) => markIn(tx, viewer, ids))

/** As part of a larger transaction; `ids` null: the newest of all. */
export async function markIn(tx: Tx, viewer: Reader, ids: readonly string[] | null): Promise<number> {
  const marked = await insertReads(tx, viewer, ids, MOST_AT_ONCE)
  for (const { notification, at } of marked) {
    const entity = `notification:${notification._id}`
    append(tx, { type: 'notification_read', entity, rev: 2, at }, [[userAudience(viewer.accountId), notification]])
  }
  return marked.length
}
