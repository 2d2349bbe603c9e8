import { sql } from 'kysely'
import type { Paise } from '../../domain/money.ts'
import { CASH, type FactKind, type PaymentFact } from '../../domain/payment-fold.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

type By = { readonly by: string | null; readonly at?: Date | undefined }

/** The whole amount was taken in cash; `by` the account of whose hand. */
export function insertPayment(tx: Tx, orderId: string, { amount, by, at }: By & { readonly amount: Paise }): void {
  send(
    tx,
    sql`
    with paid as (
      insert into payments (order_id, provider, method, amount, state) values (${orderId}, 'cod', 'cash', ${amount}, 'paid')
      on conflict (order_id, provider, bank_id) do update set state = 'paid' returning id, amount
    )
    insert into payment_events (payment_id, kind, amount, by, at)
    select id, 'taken', amount, ${by}, coalesce(${at ?? null}::timestamptz, now()) from paid`,
  )
}

/** All cash that was taken goes back. */
export function insertReturn(tx: Tx, orderId: string, { by, at }: By): void {
  send(
    tx,
    sql`
    with kept as (
      select p.id, sum(case e.kind when 'taken' then e.amount else -e.amount end) as amount
        from payments p join payment_events e on e.payment_id = p.id where p.order_id = ${orderId} and p.method = 'cash' group by p.id
    ), returned as (
      update payments p set state = 'refunded' from kept k where p.id = k.id and k.amount > 0 returning p.id, k.amount
    )
    insert into payment_events (payment_id, kind, amount, by, at)
    select id, 'returned', amount, ${by}, coalesce(${at ?? null}::timestamptz, now()) from returned`,
  )
}

/** As an expression over a row `p` of payments: what {@link PaymentFact.payment} is. */
export const paymentKey = sql`case p.method when 'cash' then ${sql.lit(CASH)} else p.bank_id end`

/** All that was said about an order's money, oldest first. */
export async function readFacts(read: Queryable, orderId: string): Promise<PaymentFact[]> {
  const { rows } = await sql<PaymentFact>`
    select e.kind, e.witness, ${paymentKey} as payment, e.refund, e.amount, e.currency
      from payments p join payment_events e on e.payment_id = p.id where p.order_id = ${orderId} order by e.id`.execute(read)
  return rows
}

export type NewFact = {
  readonly orderId: string
  readonly kind: FactKind
  readonly payment: string
  readonly refund?: string
  readonly amount: number
  readonly currency?: string
}

/** What staff say; `reference`: the bank's. Cash has statements of its own. */
export function insertWord(
  tx: Tx,
  { orderId, kind, payment, amount, currency = 'INR' }: NewFact,
  { by, at, reference = '' }: By & { readonly reference?: string | undefined },
): void {
  send(
    tx,
    sql`
    with named as (
      insert into payments (order_id, provider, method, amount, bank_id) values (${orderId}, 'upi', 'upi', ${amount}, ${payment})
      on conflict (order_id, provider, bank_id) do update set bank_id = excluded.bank_id returning id
    )
    insert into payment_events (payment_id, kind, amount, currency, by, reference, at)
    select id, ${kind}, ${amount}, ${currency}, ${by}, ${reference}, coalesce(${at ?? null}::timestamptz, now()) from named`,
  )
}

/**
 * What the bank's side says. The caller holds the order's lock.
 * @returns `elsewhere` when that payment is another order's
 */
export async function insertSaid(tx: Tx, fact: NewFact): Promise<'new' | 'known' | 'elsewhere'> {
  const { orderId, kind, payment, refund = '', amount, currency = 'INR' } = fact
  await sql`
    insert into payments (order_id, provider, method, amount, bank_id) values (${orderId}, 'upi', 'upi', ${amount}, ${payment})
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ id: string; orderId: string }>`
    select id, order_id as "orderId" from payments where provider = 'upi' and bank_id = ${payment}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('A payment vanished while it was written')
  if (row.orderId !== orderId) return 'elsewhere'
  const { rows: written } = await sql`
    insert into payment_events (payment_id, kind, witness, refund, amount, currency)
    values (${row.id}, ${kind}, 'bank', ${refund}, ${amount}, ${currency}) on conflict do nothing returning 1`.execute(tx)
  return written.length > 0 ? 'new' : 'known'
}
