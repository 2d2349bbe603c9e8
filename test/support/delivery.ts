import type { SlotInput } from '../../src/contract/delivery.ts'
import type { TestShop } from './boot.ts'

type Sql = TestShop['sql']
/** Whoever runs a statement and answers rows. */
type Rows = (text: string, values?: unknown[]) => Promise<unknown[]>

/** A slot of every day. @returns its id */
export async function addSlot(sql: Sql, slot: Partial<SlotInput> = {}): Promise<string> {
  const {
    name = '',
    mode = 'delivery',
    starts = '10:00',
    ends = '12:00',
    capacity = 100,
    cutOffMinutes = 60,
    weekdays = [1, 2, 3, 4, 5, 6, 7],
  } = slot
  const [row] = await sql<{ id: string }>(
    'insert into slots (name, mode, starts, ends, capacity, cut_off_minutes, weekdays) values ($1, $2, $3, $4, $5, $6, $7) returning id',
    [name, mode, starts, ends, capacity, cutOffMinutes, weekdays],
  )
  return row?.id ?? ''
}

export async function addZone(
  sql: Sql,
  name: string,
  pincodes: readonly string[],
  fee: number,
  freeAbove: number | null = null,
): Promise<string> {
  const [row] = await sql<{ id: string }>('insert into zones (name, fee, free_above) values ($1, $2, $3) returning id', [
    name,
    fee * 100,
    freeAbove === null ? null : freeAbove * 100,
  ])
  const id = row?.id ?? ''
  await sql('insert into zone_pincodes (pincode, zone_id) select unnest($1::text[]), $2', [pincodes, id])
  return id
}

type CouponRow = Partial<
  Record<'kind' | 'value' | 'max_discount' | 'min_subtotal' | 'starts_at' | 'ends_at' | 'most' | 'most_each' | 'active', unknown>
>

/** Ten percent for anybody, unless told otherwise; columns as in the database. */
export async function addCoupon(sql: Sql, code: string, columns: CouponRow = {}): Promise<string> {
  const row = { kind: 'percent', value: 1000, ...columns }
  const names = Object.keys(row)
  const [made] = await sql<{ id: string }>(
    `insert into coupons (code, ${names.join(', ')}) values ($1, ${names.map((_, i) => `$${i + 2}`).join(', ')}) returning id`,
    [code, ...Object.values(row)],
  )
  return made?.id ?? ''
}

/** A day of the shop's calendar, so many days from now. */
export async function dayIn(sql: Sql, days: number): Promise<string> {
  const [row] = await sql<{ day: string }>(`select ((now() at time zone time_zone)::date + $1::int)::text as day from settings`, [days])
  return row?.day ?? ''
}

/**
 * What must hold whatever happened: stock and taken points are what the ledgers say, no slot is overbooked, and each coupon is used as often as
 * orders stand with it. Each sentence is something that does not hold.
 * @param initial the stock that products began with, by id; nobody has edited it since
 */
export async function whatIsWrong(sql: Rows, initial: ReadonlyMap<string, number> = new Map()): Promise<string[]> {
  const rows = await sql(
    `select format('product %s has %s pieces, %s less the ledger''s %s', p.id, p.stock, i.stock, coalesce(l.pieces, 0)) as wrong
       from unnest($1::text[], $2::int[]) i (id, stock) join products p on p.id = i.id
       left join (select product_id, sum(pieces) as pieces from stock_ledger group by 1) l on l.product_id = p.id
      where p.stock <> i.stock - coalesce(l.pieces, 0)
     union all
     select format('slot %s of %s has %s points taken, the ledger %s', d.slot_id, d.day, d.taken, coalesce(l.points, 0))
       from slot_days d left join (select slot_id, day, sum(points) as points from capacity_ledger group by 1, 2) l using (slot_id, day)
      where d.taken <> coalesce(l.points, 0)
     union all
     select format('slot %s of %s is overbooked: %s of %s', d.slot_id, d.day, d.taken, coalesce(d.capacity, s.capacity))
       from slot_days d join slots s on s.id = d.slot_id where d.taken > coalesce(d.capacity, s.capacity)
     union all
     select format('coupon %s is used %s times by %s orders', c.code, c.used, count(o.id))
       from coupons c left join orders o on o.coupon_id = c.id group by c.id having c.used <> count(o.id)
     union all
     select format('order %s stands for %s points, the ledger for %s', o.id, o.points, coalesce(sum(l.points), 0))
       from orders o left join capacity_ledger l on l.ref = o.id where o.slot_id is not null
      group by o.id having coalesce(sum(l.points), 0) <> o.points and not (o.status = 'cancelled' and coalesce(sum(l.points), 0) = 0)
     union all
     select format('hold %s is %s and keeps %s', h.id, h.state, sum(l.pieces)) from holds h join stock_ledger l on l.ref = h.id
      where h.state <> 'active' group by h.id having sum(l.pieces) <> 0
     union all
     select format('hold %s is %s and keeps %s points', h.id, h.state, sum(l.points)) from holds h join capacity_ledger l on l.ref = h.id
      where h.state <> 'active' group by h.id having sum(l.points) <> 0`,
    [[...initial.keys()], [...initial.values()]],
  )
  return (rows as { wrong: string }[]).map(({ wrong }) => wrong)
}
