import { type RawBuilder, sql } from 'kysely'
import type { AdminOrder, AdminOrderQuery, Order, OrderQuery } from '../../contract/order.ts'
import { MOST_COUNTED, type Page } from '../../contract/page.ts'
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../contract/shared.ts'
import type { KitchenTicket, TicketQuery } from '../../contract/ticket.ts'
import { ORDER_STATUSES, type OrderStatus } from '../../domain/order-status.ts'
import { PAYMENT_STATES, WORKABLE } from '../../domain/payment-state.ts'
import { mayUse, type Viewer } from '../accounts/viewer.ts'
import { countUpTo } from '../db/count-up-to.sql.ts'
import type { Queryable } from '../db/database.ts'
import { literally } from '../db/literally.ts'
import { markOf, olderThan } from '../db/newest-first.sql.ts'
import { encodeMark } from '../http/paging.ts'
import { paymentKey } from '../payments/payments.sql.ts'
import { toTicket } from './kitchen-ticket.ts'
import { type OrderRow, toAdminOrder, toOrder } from './order-row.ts'

const columns = sql`
  o.id, o.number, o.status, o.reason, o.subtotal, o.discount, o.delivery_fee as "deliveryFee", o.tax, o.total,
  o.shipping_address as "shippingAddress", o.phone, o.notes, o.payment_method as "paymentMethod", o.version, o.rev,
  o.state_code as "stateCode", o.cancelled_by as "cancelledBy", o.printed_version as "printedVersion",
  o.payment_state as "paymentState", o.pay_by as "payBy", o.pay_link as "payLink", o.mode, o.pincode, o.coupon, o.reference_photo as "referencePhoto", o.tax_included as "taxIncluded",
  o.delivery_tax as "deliveryTax",
  case when o.day is not null then json_build_object('slotId', o.slot_id, 'name', o.slot_name, 'day', o.day,
    'starts', to_char(o.starts, 'HH24:MI'), 'ends', to_char(o.ends, 'HH24:MI'), 'dueAt', o.due_at) end as slot,
  case when o.recipient <> '' then json_build_object('name', o.recipient, 'phone', o.recipient_phone) end as recipient,
  o.created_at as "createdAt", o.updated_at as "updatedAt",
  (select json_build_object('id', a.id, 'name', a.name, 'email', a.email, 'phone', a.phone) from accounts a where a.id = o.account_id) as buyer,
  (select coalesce(json_agg(json_build_object('productId', i.product_id, 'name', i.name, 'image', i.image, 'quantity', i.quantity,
                                              'price', i.price, 'flavor', i.flavor, 'size', i.size, 'eggOption', i.egg_option, 'design', i.design, 'extras', i.extras,
                                              'message', i.message, 'subtotal', i.subtotal, 'discount', i.discount, 'points', i.points, 'done', i.done,
                                              'tax', case when i.tax_rate is not null then json_build_object('hsn', i.hsn, 'rate', i.tax_rate,
                                                'taxable', i.taxable, 'cgst', i.cgst, 'sgst', i.sgst, 'igst', i.igst) end) order by i.place), '[]')
     from order_items i where i.order_id = o.id) as items,
  (select coalesce(json_agg(json_build_object('status', h.status, 'at', h.at, 'kind', h.kind, 'reason', h.reason, 'by', b.name) order by h.version), '[]')
     from order_history h left join accounts b on b.id = h.by where h.order_id = o.id) as history,
  (select coalesce(json_agg(json_build_object('kind', e.kind, 'witness', e.witness, 'payment', ${paymentKey}, 'refund', e.refund, 'amount', e.amount,
                                              'currency', e.currency, 'method', p.method, 'at', e.at, 'by', b.name, 'reference', e.reference) order by e.id), '[]')
     from payments p join payment_events e on e.payment_id = p.id left join accounts b on b.id = e.by where p.order_id = o.id) as payments,
  (select coalesce(json_agg(json_build_object('kind', p.kind, 'number', p.number, 'issuedAt', p.issued_at) order by p.issued_at, p.kind desc), '[]')
     from papers p where p.order_id = o.id) as papers`

export async function findOrder(read: Queryable, id: string): Promise<OrderRow | null> {
  const { rows } = await sql<OrderRow>`select ${columns} from orders o where o.id = ${id}`.execute(read)
  return rows[0] ?? null
}

/** Staff with the right see every order; others their own. null also when it is somebody else's. */
export async function readOrder(read: Queryable, id: string, viewer: Viewer): Promise<Order | AdminOrder | null> {
  const row = await findOrder(read, id)
  if (row !== null && mayUse(viewer, 'orders')) return toAdminOrder(row)
  return row?.buyer?.id === viewer.accountId ? toOrder(row) : null
}

export async function listOrders(read: Queryable, buyerId: string, paging: OrderQuery): Promise<Page<Order>> {
  return await pageOf(read, { buyerId }, paging, toOrder)
}

/** What the kitchen sees of them. */
export async function listTickets(read: Queryable, { limit, after, status }: TicketQuery): Promise<Page<KitchenTicket>> {
  return await pageOf(read, { status, inKitchen: true }, { limit, after }, (row) => toTicket(toAdminOrder(row)))
}

/** Who types the whole number of an order looks for that order. */
export async function listAdminOrders(read: Queryable, { limit, after, ...filter }: AdminOrderQuery): Promise<Page<AdminOrder>> {
  const number = await wholeNumber(read, filter.search)
  return await pageOf(read, number === null ? filter : { ...filter, search: undefined, number }, { limit, after }, toAdminOrder)
}

async function wholeNumber(read: Queryable, search = ''): Promise<string | null> {
  const digits = /^(?:cw-)?(\d{1,18})$/i.exec(search.trim())?.[1]
  if (digits === undefined) return null
  const { rows } = await sql<{ number: string }>`select number from orders where number = ${`CW-${digits}`}`.execute(read)
  return rows[0]?.number ?? null
}

/** Each counted to {@link MOST_COUNTED}. */
export async function orderCounts(read: Queryable): Promise<Record<OrderStatus, number>> {
  const { rows } = await sql<{ status: OrderStatus; count: number }>`
    select w.status, (select count(*) from (select from orders o where o.status = w.status limit ${MOST_COUNTED}) counted) as count
      from unnest(${[...ORDER_STATUSES]}::text[]) as w (status)`.execute(read)
  const counts = new Map(rows.map((row) => [row.status, row.count]))
  return Object.fromEntries(ORDER_STATUSES.map((status) => [status, counts.get(status) ?? 0])) as Record<OrderStatus, number>
}

type Filter = {
  readonly buyerId?: string
  readonly status?: OrderStatus | undefined
  /** Part of the number or the phone, or of the buyer's name, e-mail or phone; literal. */
  readonly search?: string | undefined
  readonly number?: string
  readonly day?: string | undefined
  readonly slot?: string | undefined
  readonly inKitchen?: true
}

/** Newest first. */
async function pageOf<T>(
  read: Queryable,
  filter: Filter,
  { limit = DEFAULT_LIMIT, after }: OrderQuery,
  project: (row: OrderRow) => T,
): Promise<Page<T>> {
  const wanted = where(filter)
  const found = sql`select * from orders o where ${wanted} and ${olderThan('o', after)} order by o.created_at desc, o.id desc`
  // PostgreSQL takes a limit that it does not see yet for a tenth of all orders, and plans each list anew rather than that.
  const { rows } = await sql<OrderRow & { mark: string }>`
    select ${columns}, ${markOf('o')} as mark
      from (${found} limit ${sql.lit(MAX_LIMIT + 1)}) o limit ${limit + 1}`.execute(read)
  const total = await countUpTo(read, sql`select from orders o where ${wanted}`)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last !== undefined ? encodeMark({ value: last.mark, id: last.id }) : null
  return { items: shown.map(project), total, next }
}

/** Of orders whose money must come first: it is there. As isKitchenWork of kitchen-ticket.ts. */
const workable = PAYMENT_STATES.filter((state) => WORKABLE.prepaid[state])
const isKitchenWork = sql`(o.payment_method = 'cod' or (o.status = 'pending' and o.payment_state = any (${workable}::text[]))
   or exists (select from order_history h where h.order_id = o.id and h.status = 'processing'))`

function where({ buyerId, status, search = '', number, day, slot, inKitchen }: Filter): RawBuilder<unknown> {
  const text = search.trim()
  const part = `%${literally(text)}%`
  return sql.join(
    [
      sql`true`,
      ...(buyerId === undefined ? [] : [sql`o.account_id = ${buyerId}`]),
      ...(status === undefined ? [] : [sql`o.status = ${status}`]),
      ...(number === undefined ? [] : [sql`o.number = ${number}`]),
      ...(day === undefined ? [] : [sql`o.day = ${day}`]),
      ...(inKitchen === undefined ? [] : [isKitchenWork]),
      ...(slot === undefined ? [] : [sql`o.slot_id = ${slot}`]),
      ...(text === ''
        ? []
        : [
            sql`((o.number || E'\\n' || o.phone) ilike ${part} or o.account_id = any (array(
                  select a.id from accounts a where (a.name || E'\\n' || coalesce(a.email, '') || E'\\n' || a.phone) ilike ${part})))`,
          ]),
    ],
    sql` and `,
  )
}
