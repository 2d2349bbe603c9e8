import * as z from 'zod'

/** Every refusal that the shop can answer with: HTTP status and the sentence that a page may show. */
export const REFUSALS = {
  'request.invalid': [400, 'Something in this request is not as it should be.'],
  'cart.empty': [400, 'Cart is empty'],
  'auth.required': [401, 'Sign in first.'],
  'auth.wrong-credentials': [401, 'E-mail or password is wrong.'],
  'auth.expired': [401, 'This sign-in has ended. Sign in again.'],
  'access.denied': [403, 'This is not for your account.'],
  'origin.refused': [403, 'Requests from this site are not taken.'],
  'setup.closed': [403, 'This set-up link does not work, or no longer does.'],
  'route.not-found': [404, 'There is nothing at this address.'],
  'product.not-found': [404, 'Product not found'],
  'order.not-found': [404, 'Order not found'],
  'account.not-found': [404, 'There is no such account.'],
  'line.not-found': [404, 'This line is no longer in the cart.'],
  'method.not-allowed': [405, 'This address does not take that method.'],
  'auth.email-taken': [409, 'There is an account with this e-mail already. Sign in instead.'],
  'account.last-owner': [409, 'A shop keeps at least one owner.'],
  'product.changed': [409, 'Somebody saved this product meanwhile.'],
  'order.changed': [409, 'Somebody moved this order meanwhile.'],
  'order.bad-move': [409, 'The order cannot go there from where it is.'],
  'price.changed': [409, 'The price has changed since you saw it.'],
  'stock.short': [409, 'There is less left than you ask for.'],
  'slot.full': [409, 'This time has just been taken. Choose another; nothing you typed is lost.'],
  'slot.too-soon': [409, 'This time is too soon for what you ordered. Choose a later one.'],
  'hold.over': [409, 'The time that was kept for you has run out.'],
  'settings.changed': [409, 'Somebody changed these settings meanwhile.'],
  'coupon.code-taken': [409, 'There is a coupon with this code already.'],
  'shop.paused': [409, 'The shop takes no orders right now.'],
  'feed.reset': [409, 'This position cannot be resumed from. Take a new snapshot and its cursor.'],
  'key.in-flight': [409, 'The same request is being worked on.'],
  'request.too-large': [413, 'This is too much at once.'],
  'request.not-json': [415, 'Send JSON.'],
  'product.unavailable': [422, 'This product is not on offer now.'],
  'option.unknown': [422, 'This product has no such option.'],
  'option.unavailable': [422, 'This cannot be had now. Choose another.'],
  'slot.unknown': [422, 'There is no such time on that day.'],
  'zone.not-served': [422, 'We do not deliver to this pincode.'],
  'coupon.unknown': [422, 'There is no such coupon.'],
  'coupon.not-now': [422, 'This coupon is not valid now.'],
  'coupon.too-small': [422, 'This coupon needs a larger order.'],
  'coupon.used-up': [422, 'This coupon has been used up.'],
  'order.too-large': [422, 'Please call us for an order of this size.'],
  'key.reused': [422, 'This was sent before with other contents. Look at your orders before you send it again.'],
  'version.required': [428, 'Say which version you saw.'],
  'rate.limited': [429, 'Too many requests. Wait a moment.'],
  'header.too-large': [431, 'The headers are too large.'],
  'server.error': [500, 'That went wrong on our side. Nothing was lost; try again.'],
  'outcome.unknown': [503, 'We could not tell whether this was saved. Try again with the same key.'],
  'server.busy': [503, 'The shop is catching its breath. Try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type RefusalCode = keyof typeof REFUSALS

/** RFC 9457 `application/problem+json`, with a stable `code` and the seed's `message`. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  message: z.string(),
  requestId: z.string().optional(),
  /** For `request.invalid`: what is wrong where. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.infer<typeof Problem>
