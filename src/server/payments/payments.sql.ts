import { sql } from 'kysely'
import type { Paise } from '../../domain/money.ts'
import type { Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

/** The whole amount was taken in cash; `by` the account of whose hand. */
export function insertPayment(tx: Tx, orderId: string, { amount, by, at }: { amount: Paise; by: string; at?: Date | undefined }): void {
  send(
    tx,
    sql`
    with paid as (
      insert into payments (order_id, provider, method, amount, state) values (${orderId}, 'cod', 'cash', ${amount}, 'paid') returning id, amount
    )
    insert into payment_events (payment_id, kind, amount, by, at)
    select id, 'taken', amount, ${by}, coalesce(${at ?? null}::timestamptz, now()) from paid`,
  )
}

/** All that was paid goes back. */
export function insertReturn(tx: Tx, orderId: string, { by, at }: { by: string; at?: Date | undefined }): void {
  send(
    tx,
    sql`
    with returned as (update payments set state = 'refunded' where order_id = ${orderId} and state in ('paid', 'part_refunded') returning id, amount)
    insert into payment_events (payment_id, kind, amount, by, at)
    select id, 'returned', amount, ${by}, coalesce(${at ?? null}::timestamptz, now()) from returned`,
  )
}
