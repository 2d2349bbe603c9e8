import { useCallback, useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Cart } from '../../contract/cart.ts'
import type { Order } from '../../contract/order.ts'
import type { Problem } from '../../contract/refusal.ts'
import type { CartView } from '../cart/use-cart-view.ts'
import { knownOrder } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { useRootData } from '../root-data.ts'
import type { Moment } from '../ui/button.tsx'
import { notify } from '../ui/toast.tsx'
import { openAttempt } from './attempt.ts'
import { type Draft, forgetDraft } from './draft.ts'
import { type Refused, readRefusal } from './read-refusal.ts'
import { sendOrder, type Terms } from './send-order.ts'

type State = {
  readonly moment: Moment
  readonly problem: Problem | null
  readonly refused: Refused
  /** The cart that is being ordered: it stays on screen when the shop empties it before its answer is here. */
  readonly ordering: Cart | null
}

const NOTHING_REFUSED: Refused = { lines: new Map(), quoted: null }
const IDLE: State = { moment: 'idle', problem: null, refused: NOTHING_REFUSED, ordering: null }

/** What the buyer answers before it is tried again. */
const ASKED_AGAIN = new Set([
  'price.changed',
  'slot.full',
  'slot.too-soon',
  'slot.unknown',
  'hold.over',
  'shop.paused',
  'payment.not-offered',
])

/** The cart of the newest try that may be an order. */
const openCart = (): Cart | null => openAttempt()?.unanswered[0]?.cart ?? null

/** Placing the order: one at a time, one order however often it is tried, and then on to where it can be followed. */
export function useOrdering({ cart, refresh, show }: CartView) {
  const [state, setState] = useState(IDLE)
  const flying = useRef(false)
  const arrive = useArrival(refresh)
  const { renew } = useLive()

  // After a reload: a try whose answer never came may have emptied the cart.
  useEffect(() => {
    const ordering = openCart()
    if (ordering !== null) setState((now) => ({ ...now, ordering }))
  }, [])

  /** @returns why it was not placed; null when it was */
  const place = async (seen: Cart, draft: Draft, terms: Terms): Promise<Problem | null> => {
    if (flying.current) return null
    flying.current = true
    setState({ ...IDLE, moment: 'pending', ordering: seen })
    const sent = await sendOrder(seen, draft, terms)
    // Once it is an order nothing is placed from here any more: a second click may come late, while the way to the order is still loading.
    if ('order' in sent) {
      setState({ ...IDLE, moment: 'done', ordering: seen })
      await arrive(sent.order, sent.earlier)
      return null
    }
    flying.current = false
    const { problem } = sent
    const refused = readRefusal(problem, seen)
    setState({ moment: ASKED_AGAIN.has(problem.code) ? 'idle' : 'failed', problem, refused, ordering: openCart() })
    if (refused.quoted !== null) show(refused.quoted)
    // Somebody else by now, as this browser signed in elsewhere: the page becomes theirs, with what was typed.
    if (problem.status === 401) await renew()
    if (problem.status === 409 || problem.status === 422) await refresh()
    return problem
  }

  const empty = cart === null || cart.items.length === 0
  const busy = state.moment === 'pending' || state.moment === 'done'
  const shown = busy || (empty && state.ordering !== null) ? state.ordering : cart
  const inDoubt = !busy && shown !== null && state.ordering !== null && haveCommonLine(shown, state.ordering)
  return { ...state, shown, place, inDoubt }
}

const haveCommonLine = (one: Cart, other: Cart): boolean => one.items.some(({ _id }) => other.items.some((line) => line._id === _id))

/** Nothing of this order stays behind, and back does not lead here again. */
function useArrival(refresh: () => Promise<void>) {
  const navigate = useNavigate()
  const { viewer } = useRootData()
  const { store, renew } = useLive()
  return useCallback(
    async (order: Order, earlier: boolean) => {
      forgetDraft()
      store.learn([knownOrder(order)])
      if (earlier) notify('Your earlier try had gone through. This is that order.')
      // The sign-in had ended meanwhile: the order belongs to a new guest.
      if (order.userId !== viewer?._id) await renew()
      else void refresh()
      await navigate(`/orders/${order._id}`, { replace: true })
    },
    [navigate, viewer, store, renew, refresh],
  )
}
