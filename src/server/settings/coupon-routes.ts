import * as z from 'zod'
import { Coupon, CouponChange, CouponInput } from '../../contract/coupon.ts'
import { Id } from '../../contract/shared.ts'
import { seenVersion } from '../catalog/seen-version.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { changeCoupon, createCoupon } from './change-coupons.ts'
import { listCoupons } from './coupons.sql.ts'

const tags = ['settings']
const config = { access: { right: 'settings' } } as const

/** A coupon is switched off, not removed: orders speak of it. */
export function couponRoutes(api: Api, deps: Deps): void {
  api.get('/admin/coupons', {
    config,
    schema: { tags, summary: 'The coupons, and how often each was used', response: { 200: z.array(Coupon) } },
    handler: async () => listCoupons(deps.db.read),
  })

  api.post('/admin/coupons', {
    config,
    schema: { tags, summary: 'Add a coupon', description: '409 `coupon.code-taken`.', body: CouponInput, response: { 201: Coupon } },
    handler: async (request, reply) => {
      const coupon = await createCoupon(deps, request.viewer ?? refuse('auth.required'), request.body)
      return reply.code(201).header('location', `/api/admin/coupons/${coupon._id}`).send(coupon)
    },
  })

  api.put('/admin/coupons/:id', {
    config,
    schema: {
      tags,
      summary: 'Change a coupon, or switch it off',
      params: z.strictObject({ id: Id }),
      body: CouponChange,
      response: { 200: Coupon },
    },
    handler: async (request) => {
      const { version, ...input } = request.body
      const seen = seenVersion(request.headers['if-match'], version)
      return changeCoupon(deps, request.viewer ?? refuse('auth.required'), request.params.id, input, seen)
    },
  })
}
