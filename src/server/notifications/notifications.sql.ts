import { sql } from 'kysely'
import type { Notification, NotificationQuery } from '../../contract/notification.ts'
import type { Page } from '../../contract/page.ts'
import { DEFAULT_LIMIT } from '../../contract/shared.ts'
import { mayUse, type Viewer } from '../accounts/viewer.ts'
import { countUpTo } from '../db/count-up-to.sql.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { markOf, olderThan } from '../db/newest-first.sql.ts'
import { send } from '../db/pipeline.ts'
import { encodeMark } from '../http/paging.ts'
import { newId } from '../new-id.ts'

type Row = Omit<Notification, '_id' | 'createdAt'> & { id: string; created_at: Date }

const toNotification = ({ id, message, type, data, read, created_at }: Row): Notification => ({
  _id: id,
  message,
  type,
  data,
  read,
  createdAt: created_at.toISOString(),
})

export type NewNotification = {
  /** One or two sentences, at most 2,000 characters. */
  readonly message: string
  readonly type: Notification['type']
  /** What a page needs to lead on from it; the receiver may know all of it. */
  readonly data: Notification['data']
  readonly at: Date
}

export type Addressed = NewNotification & {
  /** null: the counter, all staff with the right to orders. */
  readonly to: string | null
}

/** @returns them as they can be told. */
export function insertNotifications(tx: Tx, notifications: readonly Addressed[]): (Notification & Pick<Addressed, 'to'>)[] {
  const rows = notifications.map((notification) => ({ ...notification, id: newId() }))
  const values = rows.map(
    ({ id, to, message, type, data, at }) =>
      sql`(${id}, ${to}, ${message}, ${type}, ${data === null ? null : JSON.stringify(data)}::jsonb, ${at}::timestamptz)`,
  )
  send(tx, sql`insert into notifications (id, account_id, message, type, data, created_at) values ${sql.join(values)}`)
  return rows.map(({ to, at, ...row }) => ({ ...toNotification({ ...row, read: false, created_at: at }), to }))
}

/** Whose notifications. */
export type Reader = Pick<Viewer, 'accountId' | 'role' | 'rights'>

/** Their own, and at the counter the shop's, which speak of orders: two lists that each have an index, so never joined by "or". */
const mine = (viewer: Reader) => {
  const own = sql`n.account_id = ${viewer.accountId}`
  return mayUse(viewer, 'orders') ? [own, sql`n.account_id is null`] : [own]
}

/** Unread ones are counted up to here. */
export const MOST_UNREAD = 1000

/** Newest first, with how many of all are unread (at most {@link MOST_UNREAD}). Read marks are this viewer's own. */
export async function listNotifications(
  read: Queryable,
  viewer: Viewer,
  query: NotificationQuery = {},
): Promise<Page<Notification> & { readonly unread: number }> {
  const limit = query.limit ?? DEFAULT_LIMIT
  const rest = olderThan('n', query.after)
  const parts = mine(viewer).map(
    (part) => sql`(select n.* from notifications n where ${part} and ${rest} order by n.created_at desc, n.id desc limit ${limit + 1})`,
  )
  const { rows } = await sql<Row & { mark: string }>`
    select n.id, n.message, n.type, n.data, n.created_at, ${markOf('n')} as mark,
           exists (select from notification_reads r where r.account_id = ${viewer.accountId} and r.notification_id = n.id) as read
      from (${sql.join(parts, sql` union all `)}) n order by n.created_at desc, n.id desc limit ${limit + 1}`.execute(read)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(toNotification),
    next: rows.length > limit && last !== undefined ? encodeMark({ value: last.mark, id: last.id }) : null,
    ...(await count(read, viewer)),
  }
}

async function count(read: Queryable, viewer: Reader): Promise<{ total: number; unread: number }> {
  const all = sql.join(
    mine(viewer).map((part) => sql`select from notifications n where ${part}`),
    sql` union all `,
  )
  const total = await countUpTo(read, all)
  const { rows } = await sql<{ unread: number }>`select count(*) as unread from (${unreadOf(viewer, MOST_UNREAD)}) u`.execute(read)
  return { total, unread: rows[0]?.unread ?? 0 }
}

const unreadOf = (viewer: Reader, most: number) => sql`
  select n.id from (${sql.join(
    mine(viewer).map((part) => sql`select n.id, n.created_at from notifications n where ${part}`),
    sql` union all `,
  )}) n
   where not exists (select from notification_reads r where r.account_id = ${viewer.accountId} and r.notification_id = n.id)
   order by n.created_at desc, n.id desc limit ${sql.lit(most)}`

/**
 * Marks what the viewer may see and has not read yet.
 * @param ids null: the newest `most` of all
 * @returns those that were marked now, oldest first
 */
export async function insertReads(
  tx: Tx,
  viewer: Reader,
  ids: readonly string[] | null,
  most: number,
): Promise<{ notification: Notification; at: string }[]> {
  const own = sql.join(
    mine(viewer).map((part) => sql`(${part})`),
    sql` or `,
  )
  const chosen =
    ids === null ? unreadOf(viewer, most) : sql`select n.id from notifications n where n.id = any (${[...ids]}::text[]) and (${own})`
  const { rows } = await sql<Row & { at: Date }>`
    with marked as (
      insert into notification_reads (account_id, notification_id) select ${viewer.accountId}, c.id from (${chosen}) c
      on conflict do nothing returning notification_id, at
    )
    select n.id, n.message, n.type, n.data, true as read, n.created_at, m.at
      from marked m join notifications n on n.id = m.notification_id order by n.created_at, n.id`.execute(tx)
  return rows.map((row) => ({ notification: toNotification(row), at: row.at.toISOString() }))
}
