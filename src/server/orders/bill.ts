import type { LineInput } from '../../contract/cart.ts'
import type { PlaceOrder, Quote as WireQuote } from '../../contract/order.ts'
import type { RefusalCode } from '../../contract/refusal.ts'
import { judgeCoupon } from '../../domain/coupon.ts'
import { type Zone, zoneOf } from '../../domain/delivery.ts'
import { paise, toRupees } from '../../domain/money.ts'
import { type Quote, type QuoteLine, quote, tryQuote } from '../../domain/quote.ts'
import { shopTime } from '../../domain/shop-time.ts'
import type { Need } from '../../domain/slots.ts'
import { stateOfPincode } from '../../domain/state-of-pincode.ts'
import { rateOn } from '../../domain/tax.ts'
import type { Offer } from '../cart/carts.sql.ts'
import { resolveChoice } from '../cart/resolve-choice.ts'
import type { FoundCoupon } from '../coupons/coupons.sql.ts'
import type { ShopRules } from '../delivery/shop-rules.sql.ts'
import { Refusal } from '../refusal.ts'
import { type OrderedItem, toIncludedTax } from './order-row.ts'

type Asked = Pick<PlaceOrder, 'mode' | 'pincode' | 'coupon'> & { readonly items: readonly LineInput[] }

/** What is seen of the shop at one moment. `coupon`: the one that was asked for, if there is such a one. */
export type Seen = {
  readonly now: Date
  readonly rules: ShopRules
  readonly offers: readonly Offer[]
  readonly coupon: FoundCoupon | null
}

/** Why it cannot be ordered as it stands, with what goes into the refusal. */
export type Problem = { readonly code: RefusalCode; readonly details: Readonly<Record<string, unknown>> }

export type Bill = {
  /** By the asked lines; null: it is not on offer like that, and does not count. */
  readonly lines: readonly (OrderedItem | null)[]
  readonly sums: Quote
  readonly need: Need
  readonly zone: Zone | null
  /** GST state code of where it goes. */
  readonly placeOfSupply: string
  /** null: none was asked for, or it does not hold. */
  readonly coupon: FoundCoupon | null
  readonly problems: readonly Problem[]
}

type Line = {
  readonly item: Omit<OrderedItem, 'price' | 'subtotal' | 'discount' | 'tax'>
  readonly priced: QuoteLine
  readonly leadHours: number
}

/** What these lines cost now, and everything that speaks against it but what is left of stock and slots. */
export function drawUp(asked: Asked, seen: Seen): Bill {
  const { now, rules, coupon } = seen
  const { mode, pincode } = asked
  const problems: Problem[] = []
  const problem = (code: RefusalCode, details: Problem['details'] = {}) => void problems.push({ code, details })
  if (rules.state === 'paused') problem('shop.paused', { note: rules.stateNote })
  const today = shopTime(now, rules.timeZone).day
  const resolved = asked.items.map((line, index) => resolve(line, index, seen, today, problem))
  const good = resolved.flatMap((line) => line ?? [])

  const zone = mode === 'delivery' && pincode !== undefined ? zoneOf(rules.zones, pincode) : null
  if (mode === 'delivery' && pincode !== undefined && rules.zones.size > 0 && zone === null) problem('zone.not-served', { pincode })
  const placeOfSupply = (mode === 'delivery' && pincode !== undefined ? stateOfPincode(pincode) : null) ?? rules.stateCode
  const terms = {
    delivery: mode === 'pickup' ? null : { fee: zone?.fee ?? rules.deliveryFee, freeAbove: zone?.freeAbove ?? rules.freeDeliveryAbove },
    supply: !rules.registered ? null : placeOfSupply === rules.stateCode ? ('within-state' as const) : ('between-states' as const),
  }
  const priced = good.map((line) => line.priced)
  const plain = tryQuote(priced, { ...terms, coupon: null })
  if (plain === null) problem('order.too-large')
  const why = asked.coupon === undefined ? null : judgeCoupon(coupon, plain?.subtotal ?? paise(0), coupon?.usedByPerson ?? 0, now)
  if (why !== null) problem(`coupon.${why}`, why === 'too-small' && coupon !== null ? { minSubtotal: toRupees(coupon.minSubtotal) } : {})
  const counts = why === null ? coupon : null
  const sums =
    plain === null ? quote([], { ...terms, coupon: null }) : counts === null ? plain : quote(priced, { ...terms, coupon: counts })
  const items = good.map(({ item }, index): OrderedItem => ({ ...item, ...(sums.lines[index] ?? UNPRICED) }))
  const need: Need = {
    mode,
    points: items.reduce((sum, { points }) => sum + points, 0),
    leadHours: Math.max(0, ...good.map(({ leadHours }) => leadHours)),
  }
  const lines = resolved.map((line) => (line === null ? null : (items[good.indexOf(line)] ?? null)))
  return { lines, sums, need, zone, placeOfSupply, coupon: counts, problems }
}

const UNPRICED = { price: paise(0), subtotal: paise(0), discount: paise(0), tax: null } as const

function resolve(
  line: LineInput,
  index: number,
  { offers, rules }: Seen,
  today: string,
  problem: (code: RefusalCode, details: Problem['details']) => void,
): Line | null {
  try {
    const found = offers.find(({ id }) => id === line.productId)
    const { offer, choice, factors, charges, points } = resolveChoice(found, line, { line: index, productId: line.productId })
    const { quantity, message = '' } = line
    const { id: productId, name, image, base, leadHours, hsn } = offer
    const item = { productId, name, image, quantity, ...choice, message, points: points * quantity, done: 0 }
    return { item, leadHours, priced: { base, factors, charges, quantity, hsn, rate: rateOn(rules.taxRates, hsn, today) } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    problem(error.code, error.details)
    return null
  }
}

/** As it goes on the wire, with a refusal `price.changed` as well. */
export function toWireQuote({ lines, sums, need, coupon, problems: _ }: Bill, items: readonly LineInput[]): Omit<WireQuote, 'problems'> {
  const { subtotal, discount, deliveryFee, untilFreeDelivery, tax, taxIncluded, deliveryTax, total } = sums
  return {
    items: items.map(({ productId }, index) => {
      const { price, subtotal, discount, tax } = lines[index] ?? UNPRICED
      return {
        productId,
        price: toRupees(price),
        subtotal: toRupees(subtotal),
        discount: toRupees(discount),
        tax: tax && toIncludedTax(tax),
      }
    }),
    subtotal: toRupees(subtotal),
    discount: toRupees(discount),
    coupon: coupon && { code: coupon.code, kind: coupon.kind },
    deliveryFee: toRupees(deliveryFee),
    untilFreeDelivery: untilFreeDelivery === null ? null : toRupees(untilFreeDelivery),
    tax: toRupees(tax),
    taxIncluded: toRupees(taxIncluded),
    deliveryTax: deliveryTax && toIncludedTax(deliveryTax),
    totalPrice: toRupees(total),
    points: need.points,
  }
}

/** The pieces of each product over all lines: two lines of one piece each need two. */
export function demandOf(items: readonly Pick<OrderedItem, 'productId' | 'quantity'>[]): Map<string, number> {
  const demand = new Map<string, number>()
  for (const { productId, quantity } of items) demand.set(productId, (demand.get(productId) ?? 0) + quantity)
  return demand
}
