import { sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'

/** What staff do to a person's orders is done before, or waits until the transaction ends. */
export async function holdOrders(tx: Tx, accountId: string): Promise<void> {
  await sql`select from orders where account_id = ${accountId} order by id for update`.execute(tx)
}

/** Orders that still need their person's name, phone and address. */
export async function hasOpenOrders(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from orders where account_id = ${accountId} and status in ('pending', 'processing', 'shipped') limit 1`.execute(tx)
  return rows.length > 0
}

export async function reviewsOf(tx: Tx, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from reviews where account_id = ${accountId} order by id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Forgets the person in every table and in the feed. @returns the ids of their orders, which stay without them */
export async function erasePerson(tx: Tx, accountId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select erase_person(${accountId}) as id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** What else the shop keeps of a person, besides account, addresses, cart and orders. */
export async function readTraces(read: Queryable, accountId: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<Record<string, unknown>>`
    select (select coalesce(json_agg(json_build_object('product', p.name, 'rating', r.rating, 'comment', r.comment, 'at', r.created_at)
                                     order by r.created_at), '[]')
              from reviews r join products p on p.id = r.product_id where r.account_id = ${accountId}) as reviews,
           (select coalesce(json_agg(json_build_object('message', n.message, 'at', n.created_at) order by n.created_at), '[]')
              from notifications n where n.account_id = ${accountId}) as notifications,
           (select coalesce(json_agg(json_build_object('product', p.name, 'state', a.state, 'since', a.changed_at) order by a.changed_at), '[]')
              from stock_alerts a join products p on p.id = a.product_id where a.account_id = ${accountId}) as "stockAlerts",
           (select coalesce(json_agg(json_build_object('kind', s.kind, 'userAgent', s.user_agent, 'since', s.created_at, 'lastSeen', s.last_seen_at)
                                     order by s.created_at), '[]')
              from sessions s where s.account_id = ${accountId}) as "signIns"`.execute(read)
  return rows[0] ?? {}
}
