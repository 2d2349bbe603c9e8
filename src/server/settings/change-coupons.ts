import { isDeepStrictEqual } from 'node:util'
import type { Coupon, CouponInput } from '../../contract/coupon.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { findCoupon, insertCoupon, listCoupons, lockCoupon, writeCoupon } from './coupons.sql.ts'
import { lockSettings } from './settings.sql.ts'
import { tellShop } from './tell-shop.ts'

const MOST = 500

/** @throws Refusal `coupon.code-taken`, `settings.too-many` */
export async function createCoupon({ db }: Deps, by: Viewer, input: CouponInput): Promise<Coupon> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    if ((await listCoupons(tx)).length >= MOST) refuse('settings.too-many')
    const id = await insertCoupon(tx, input)
    const coupon = (await findCoupon(tx, id)) ?? refuse('settings.not-found')
    audit(tx, by.accountId, { action: 'coupon.create', entity: `coupon:${id}`, before: null, after: coupon })
    await tellShop(tx)
    return coupon
  })
}

/** @throws Refusal `settings.changed` with `{current}`, `settings.not-found`, `coupon.code-taken` */
export async function changeCoupon({ db }: Deps, by: Viewer, id: string, input: CouponInput, seen: number | undefined): Promise<Coupon> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    const before = (await lockCoupon(tx, id)) ?? refuse('settings.not-found')
    if (seen !== undefined && seen !== before.version) refuse('settings.changed', { current: before })
    const { _id, used, version, ...fields } = before
    if (isDeepStrictEqual(withIsoTimes(input), fields)) return before
    await writeCoupon(tx, id, input)
    const after = (await findCoupon(tx, id)) ?? refuse('settings.not-found')
    audit(tx, by.accountId, { action: 'coupon.update', entity: `coupon:${id}`, before, after })
    await tellShop(tx)
    return after
  })
}

const iso = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString())
const withIsoTimes = (input: CouponInput): CouponInput => ({ ...input, startsAt: iso(input.startsAt), endsAt: iso(input.endsAt) })
