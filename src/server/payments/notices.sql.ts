import { type RawBuilder, sql } from 'kysely'
import type { Page } from '../../contract/page.ts'
import type { NoticeKind, NoticeOutcome, PaymentNotice, PaymentNoticeQuery } from '../../contract/payment.ts'
import { DEFAULT_LIMIT } from '../../contract/shared.ts'
import { countUpTo } from '../db/count-up-to.sql.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { decodeMark, encodeMark } from '../http/paging.ts'

export type NoticeRow = Omit<PaymentNotice, '_id' | 'amount' | 'happenedAt' | 'receivedAt'> & {
  readonly id: number
  /** In hundredths. */
  readonly amount: number
  readonly happenedAt: Date
  readonly receivedAt: Date
  readonly rev: number
}

const columns = sql`n.id, n.kind, n.payment, n.refund, n.order_ref as "order", n.order_id as "orderId", n.amount, n.currency, n.outcome,
                    n.happened_at as "happenedAt", n.received_at as "receivedAt", n.rev`

export const toNotice = ({ id, amount, happenedAt, receivedAt, rev: _, ...rest }: NoticeRow): PaymentNotice => ({
  _id: String(id),
  ...rest,
  amount: amount / 100,
  happenedAt: happenedAt.toISOString(),
  receivedAt: receivedAt.toISOString(),
})

export type NewNotice = {
  readonly webhookId: string
  readonly kind: NoticeKind
  readonly payment: string
  readonly refund: string
  readonly order: string
  readonly amount: number
  readonly currency: string
  readonly happenedAt: string
}

/** Writes it down unless it is there; waits for a transaction that is writing the same. @returns null when it is there */
export async function insertNotice(tx: Tx, notice: NewNotice): Promise<NoticeRow | null> {
  const { webhookId, kind, payment, refund, order, amount, currency, happenedAt } = notice
  const { rows } = await sql<NoticeRow>`
    insert into payment_notices as n (webhook_id, kind, payment, refund, order_ref, amount, currency, outcome, happened_at)
    values (${webhookId}, ${kind}, ${payment}, ${refund}, ${order}, ${amount}, ${currency}, 'parked', ${happenedAt}::timestamptz)
    on conflict (webhook_id) do nothing returning ${columns}`.execute(tx)
  return rows[0] ?? null
}

export async function setOutcome(tx: Tx, id: number, outcome: NoticeOutcome, orderId: string | null): Promise<NoticeRow> {
  const { rows } = await sql<NoticeRow>`
    update payment_notices n set outcome = ${outcome}, order_id = ${orderId}, rev = rev + (outcome <> ${outcome})::int where id = ${id}
    returning ${columns}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('A notice vanished while it was held')
  return row
}

/**
 * Takes the bank's ids out of a notice that would tell them anew of somebody who was forgotten: it names a payment of theirs, as is seen by
 * what was left of its id, or an order of theirs, and a payment of nobody else. The caller holds the order.
 * @returns the notice as it is from here on
 */
export async function forgetIds(tx: Tx, notice: NoticeRow, orderId: string): Promise<NoticeRow> {
  const known = (id: RawBuilder<unknown>) =>
    sql`exists (select from payments p where p.provider = 'upi' and p.bank_id <> '' and p.bank_id = ${id})`
  const { rows } = await sql<NoticeRow>`
    update payment_notices n set payment = forgotten_id(n.payment), refund = forgotten_id(n.refund)
     where n.id = ${notice.id}
       and (${known(sql`forgotten_id(n.payment)`)}
            or (not ${known(sql`n.payment`)} and exists (select from orders o where o.id = ${orderId} and o.erased_at is not null)))
    returning ${columns}`.execute(tx)
  return rows[0] ?? notice
}

/** By its number in any case, or by its id. */
export async function findOrderId(read: Queryable, order: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from orders where ${/^[0-9a-f]{24}$/i.test(order) ? sql`id = ${order.toLowerCase()}` : sql`number = ${order.toUpperCase()}`}`.execute(
    read,
  )
  return rows[0]?.id ?? null
}

/** For so long an order is looked for. */
export const PARKED_HOURS = 72

/** The oldest that waits and whose order is there, or whose time is over, and that nobody works on. */
export async function lockParked(tx: Tx): Promise<NoticeRow | null> {
  const { rows } = await sql<NoticeRow>`
    select ${columns} from payment_notices n
     where n.outcome = 'parked'
       and (exists (select from orders o where o.id = lower(n.order_ref)) or exists (select from orders o where o.number = upper(n.order_ref))
            or n.received_at < now() - ${PARKED_HOURS} * interval '1 hour')
     order by n.id limit 1 for update skip locked`.execute(tx)
  return rows[0] ?? null
}

const NO_ID = '0'.repeat(24)

/** Newest first. */
export async function listNotices(
  read: Queryable,
  { limit = DEFAULT_LIMIT, after }: PaymentNoticeQuery = {},
): Promise<Page<PaymentNotice>> {
  const below = after === undefined ? null : Number(decodeMark(after).value)
  const { rows } = await sql<NoticeRow>`
    select ${columns} from payment_notices n
     where ${below === null || !Number.isSafeInteger(below) ? sql`true` : sql`n.id < ${below}`}
     order by n.id desc limit ${limit + 1}`.execute(read)
  const total = await countUpTo(read, sql`select from payment_notices`)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last !== undefined ? encodeMark({ value: String(last.id), id: NO_ID }) : null
  return { items: shown.map(toNotice), total, next }
}
