import { type OrderStatus, TRACKER_STEPS } from '../../domain/order-status.ts'
import type { AnyOrder } from '../orders/own-orders.ts'

const STEPS: readonly OrderStatus[] = TRACKER_STEPS

/** `done` before now; `current` now; `ahead` not yet; `ended` now, and the line goes no further. */
export type Step = { readonly status: OrderStatus; readonly at: string | null; readonly state: 'done' | 'current' | 'ahead' | 'ended' }

/**
 * The tracker's line: the four steps with their real times. A cancelled order ends where it was cancelled. A status that this page
 * does not know, of a newer shop, stands after what is known to have happened.
 */
export function stepsOf({ status, history }: Pick<AnyOrder, 'status' | 'history'>): readonly Step[] {
  const cameAt = (wanted: OrderStatus): string | null => history.findLast((step) => step.status === wanted)?.at ?? null
  const now = STEPS.indexOf(status)
  if (now === -1) {
    const been = STEPS.filter((step) => cameAt(step) !== null)
    return [
      ...been.map((step): Step => ({ status: step, at: cameAt(step), state: 'done' })),
      { status, at: cameAt(status), state: 'ended' },
    ]
  }
  return STEPS.map((step, index): Step => {
    if (index > now) return { status: step, at: null, state: 'ahead' }
    return { status: step, at: cameAt(step), state: index < now || step === 'delivered' ? 'done' : 'current' }
  })
}
