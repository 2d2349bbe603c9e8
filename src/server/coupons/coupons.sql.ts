import { type RawBuilder, sql } from 'kysely'
import type { Coupon } from '../../domain/coupon.ts'
import type { Tx } from '../db/database.ts'

export type FoundCoupon = Coupon & { readonly id: string; readonly usedByPerson: number }

type Times = 'startsAt' | 'endsAt'
/** As JSON tells it. */
export type CouponJson = Omit<FoundCoupon, Times> & Readonly<Record<Times, string | null>>

/** A coupon and how often one of these persons used it, as an expression: null where there is none such. */
export const couponJson = (code: string | undefined, persons: readonly string[]): RawBuilder<CouponJson | null> =>
  code === undefined
    ? sql`null::json`
    : sql`(select json_build_object('id', c.id, 'code', c.code, 'kind', c.kind, 'value', c.value, 'maxDiscount', c.max_discount,
             'minSubtotal', c.min_subtotal, 'startsAt', c.starts_at, 'endsAt', c.ends_at, 'most', c.most, 'mostEach', c.most_each,
             'used', c.used, 'active', c.active, 'usedByPerson',
             coalesce((select max(p.used) from coupon_people p where p.coupon_id = c.id and p.person = any (${[...persons]}::text[])), 0))
             from coupons c where c.code = ${code})`

export const toCoupon = ({ startsAt, endsAt, ...rest }: CouponJson): FoundCoupon => ({
  ...rest,
  startsAt: startsAt === null ? null : new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
})

/**
 * Uses it once, for all of these persons; its row stays locked until the transaction ends.
 * @returns false when it is used up, by all or by one of them
 */
export async function takeCoupon(tx: Tx, id: string, persons: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`
    with used as (
      update coupons set used = used + 1 where id = ${id} and active and (most is null or used < most) returning id, most_each
    ), people as (
      insert into coupon_people as p (coupon_id, person, used)
      select u.id, person, 1 from used u, unnest(${[...persons]}::text[]) person where u.most_each is null or u.most_each > 0
      on conflict (coupon_id, person) do update set used = p.used + 1
        where (select most_each from used) is null or p.used < (select most_each from used)
      returning 1
    )
    select exists (select from used) and (select count(*) from people) = ${persons.length} as done`.execute(tx)
  return rows[0]?.done ?? false
}

/** An order's coupon may be used again; the order keeps its code, for people to read. Once: the order no longer stands with it. */
export async function returnCoupon(
  tx: Tx,
  orderId: string,
  personsOf: (accountId: string | null, phone: string) => readonly string[],
): Promise<void> {
  const { rows } = await sql<{ couponId: string; accountId: string | null; phone: string }>`
    select coupon_id as "couponId", account_id as "accountId", phone from orders where id = ${orderId} and coupon_id is not null for update`.execute(
    tx,
  )
  const [order] = rows
  if (order === undefined) return
  const persons = personsOf(order.accountId, order.phone)
  await sql`
    with cleared as (
      update orders set coupon_id = null where id = ${orderId}
    ), people as (
      update coupon_people set used = used - 1 where coupon_id = ${order.couponId} and person = any (${[...persons]}::text[]) and used > 0
    )
    update coupons set used = used - 1 where id = ${order.couponId} and used > 0`.execute(tx)
}
