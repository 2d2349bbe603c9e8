import { type OrderStatus, TRACKER_STEPS } from '../../domain/order-status.ts'
import type { Tracked } from './words.ts'

const STEPS: readonly OrderStatus[] = TRACKER_STEPS

/** `done` before now; `current` now; `ahead` not yet; `ended` now, and the line goes no further. */
export type Step = { readonly status: OrderStatus; readonly at: string | null; readonly state: 'done' | 'current' | 'ahead' | 'ended' }

/**
 * The tracker's line: the four steps with their real times. A cancelled order ends where it was cancelled. A status that this page
 * does not know, of a newer shop, stands after what is known to have happened.
 */
export function stepsOf({ status, history }: Pick<Tracked, 'status' | 'history'>): readonly Step[] {
  // It was ordered once; to every other step it may have come again, after a correction.
  const cameAt = (wanted: OrderStatus): string | null => {
    const times = history.filter((step) => step.status === wanted)
    return (wanted === 'pending' ? times[0] : times.at(-1))?.at ?? null
  }
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
