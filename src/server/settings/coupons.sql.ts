import { sql } from 'kysely'
import type { Coupon, CouponInput } from '../../contract/coupon.ts'
import { fromRupees, paise, toRupees } from '../../domain/money.ts'
import { constraintOf, type Queryable, type Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'

type Row = Omit<Coupon, '_id' | 'startsAt' | 'endsAt'> & {
  readonly id: string
  readonly startsAt: Date | null
  readonly endsAt: Date | null
}

const toCoupon = ({ id, value, maxDiscount, minSubtotal, startsAt, endsAt, ...row }: Row): Coupon => ({
  _id: id,
  ...row,
  // Hundredths of a percent, or paise: both are a hundredth of what is shown.
  value: value / 100,
  maxDiscount: maxDiscount === null ? null : toRupees(paise(maxDiscount)),
  minSubtotal: toRupees(paise(minSubtotal)),
  startsAt: startsAt?.toISOString() ?? null,
  endsAt: endsAt?.toISOString() ?? null,
})

/** Newest first. */
export async function listCoupons(read: Queryable, id?: string): Promise<Coupon[]> {
  const { rows } = await sql<Row>`
    select c.id, c.code, c.kind, c.value, c.max_discount as "maxDiscount", c.min_subtotal as "minSubtotal", c.starts_at as "startsAt",
           c.ends_at as "endsAt", c.most, c.most_each as "mostEach", c.active, c.used, c.version
      from coupons c where ${id === undefined ? sql`true` : sql`c.id = ${id}`} order by c.created_at desc, c.id`.execute(read)
  return rows.map(toCoupon)
}

/** Held, so that what is written back is no older than what an order has just counted. */
export async function lockCoupon(tx: Tx, id: string): Promise<Coupon | undefined> {
  await sql`select from coupons where id = ${id} for update`.execute(tx)
  return findCoupon(tx, id)
}

export const findCoupon = async (read: Queryable, id: string): Promise<Coupon | undefined> => (await listCoupons(read, id))[0]

/** `used` is not here: orders alone count it. */
const columnsOf = ({ value, maxDiscount, minSubtotal, startsAt, endsAt, mostEach, ...rest }: CouponInput) => ({
  ...rest,
  value: Math.round(value * 100),
  max_discount: maxDiscount === null ? null : fromRupees(maxDiscount),
  min_subtotal: fromRupees(minSubtotal),
  starts_at: startsAt,
  ends_at: endsAt,
  most_each: mostEach,
})

/** @throws Refusal `coupon.code-taken` */
export async function insertCoupon(tx: Tx, input: CouponInput): Promise<string> {
  return withFreeCode(async () => (await tx.insertInto('coupons').values(columnsOf(input)).returning('id').executeTakeFirstOrThrow()).id)
}

/** @throws Refusal `coupon.code-taken` */
export async function writeCoupon(tx: Tx, id: string, input: CouponInput): Promise<void> {
  const row = { ...columnsOf(input), version: sql<number>`version + 1` }
  await withFreeCode(() => tx.updateTable('coupons').set(row).where('id', '=', id).execute())
}

async function withFreeCode<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (constraintOf(error) !== 'coupons_code_key') throw error
    return refuse('coupon.code-taken', { issues: [{ path: 'body/code', message: 'is the code of another coupon' }] })
  }
}
