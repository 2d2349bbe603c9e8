import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Cart } from '../../contract/cart.ts'
import type { Mode, SlotGrid } from '../../contract/delivery.ts'
import type { Quote, QuoteRequest } from '../../contract/order.ts'
import type { ShopInfo } from '../../contract/shop.ts'
import { fromRupees, toRupees } from '../../domain/money.ts'
import { tryQuote } from '../../domain/quote.ts'
import { isReady } from '../cart/line-words.ts'
import { api } from '../live/api.ts'
import { useLink } from '../live/use-link.ts'
import { useShop } from '../live/use-shop.ts'
import { lineInput } from './line-input.ts'

/** What the buyer chooses that changes the price. '' where nothing is. */
export type Terms = { readonly mode: Mode; readonly pincode: string; readonly coupon: string; readonly phone: string }

type Sums = Pick<
  Quote,
  'subtotal' | 'discount' | 'deliveryFee' | 'untilFreeDelivery' | 'taxIncluded' | 'totalPrice' | 'coupon' | 'problems'
>
export type Bill = Sums & {
  /** False while the shop has not said it yet, and it may be otherwise. */
  readonly exact: boolean
  /** The newest question that went unanswered; null once one was answered. */
  readonly unanswered: Unanswered | null
}
type Unanswered = { readonly key: string; readonly times: number }

const SETTLES = 150
const PATIENCE = 20_000
const LONGEST_PAUSE = 30_000
const pauseAfter = (times: number) => Math.min(1000 * 2 ** (times - 1), LONGEST_PAUSE) * (0.5 + Math.random() / 2)

/** What it costs: reckoned here at once by the shop's own rule, and then as the shop says it. */
export function useQuote(cart: Cart, terms: Terms, zone: SlotGrid['zone']): { bill: Bill; refresh: () => void } {
  const shop = useShop()
  const [answer, setAnswer] = useState<{ readonly key: string; readonly quote: Quote } | null>(null)
  const [unanswered, setUnanswered] = useState<Unanswered | null>(null)
  const [again, setAgain] = useState(0)
  const { mode, pincode, coupon, phone } = terms
  const body: QuoteRequest = {
    mode,
    items: cart.items.filter(isReady).map(lineInput),
    ...(mode === 'delivery' && pincode !== '' && { pincode }),
    ...(coupon !== '' && { coupon }),
    ...(phone !== '' && { phone }),
  }
  const prices = cart.items.map(({ price, state }) => `${price} ${state}`)
  const key = JSON.stringify([body, prices, shop.version, again])
  const latest = useRef(key)
  latest.current = key
  const answered = answer?.key === key
  const times = unanswered?.key === key ? unanswered.times : 0
  useEffect(() => {
    if (answered) return
    const ask = async () => {
      const [asked] = JSON.parse(key) as [QuoteRequest]
      const got = await api<Quote>('POST', '/api/quote', asked, { signal: AbortSignal.timeout(PATIENCE) })
      if (latest.current !== key) return
      if (got.ok) setAnswer({ key, quote: got.data })
      setUnanswered(got.ok ? null : { key, times: times + 1 })
    }
    const timer = setTimeout(() => void ask(), times === 0 ? SETTLES : pauseAfter(times))
    return () => clearTimeout(timer)
  }, [key, answered, times])
  const refresh = useCallback(() => setAgain((before) => before + 1), [])
  const live = useLink().at === 'live'
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the line comes back, a pause is over
  useEffect(() => {
    if (live && unanswered !== null) refresh()
  }, [live])
  const estimate = useMemo(() => reckon(cart, mode, zone, shop), [cart, mode, zone, shop])
  // Without pincode and coupon the rule alone says it.
  const known = answered || (coupon === '' && (mode === 'pickup' || pincode === ''))
  return { bill: { ...(answered ? answer.quote : estimate), exact: known, unanswered }, refresh }
}

function reckon(cart: Cart, mode: Mode, zone: SlotGrid['zone'], shop: ShopInfo): Sums {
  const fee = zone?.fee ?? shop.deliveryFee
  const freeAbove = zone === null ? shop.freeDeliveryAbove : zone.freeAbove
  const lines = cart.items.filter(isReady).map(({ price, quantity }) => ({ base: fromRupees(price), factors: [], charges: [], quantity }))
  const delivery = mode === 'pickup' ? null : { fee: fromRupees(fee), freeAbove: freeAbove === null ? null : fromRupees(freeAbove) }
  const sums = tryQuote(lines, { delivery, coupon: null, supply: null })
  return {
    subtotal: sums === null ? cart.subtotal : toRupees(sums.subtotal),
    discount: 0,
    deliveryFee: sums === null ? cart.deliveryFee : toRupees(sums.deliveryFee),
    untilFreeDelivery: sums?.untilFreeDelivery == null ? null : toRupees(sums.untilFreeDelivery),
    taxIncluded: 0,
    totalPrice: sums === null ? cart.totalPrice : toRupees(sums.total),
    coupon: null,
    problems: [],
  }
}
