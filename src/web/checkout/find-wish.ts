import type { Mode, SlotGrid, SlotOffer } from '../../contract/delivery.ts'
import { sameSlot } from '../delivery/apply-news.ts'

/** A time that the buyer chose, as it was offered. */
export type Wish = Pick<SlotOffer, 'slotId' | 'day' | 'starts' | 'ends'>

const OTHER: Record<Mode, Mode> = { delivery: 'pickup', pickup: 'delivery' }

/**
 * What the buyer wishes in this mode: what they chose of its times, else what they chose of the other's.
 * @returns `offer`: the same time or, since each mode has slots of its own, the same hours of that day; undefined when it is not offered,
 *   whether it can be had or not. null when they chose nothing yet
 */
export function findWish(grid: SlotGrid, wishes: Readonly<Record<Mode, Wish | null>>) {
  const wish = wishes[grid.mode] ?? wishes[OTHER[grid.mode]]
  if (wish === null) return null
  const offers = grid.days.flatMap(({ slots }) => slots)
  const sameHours = ({ day, starts, ends }: SlotOffer) => day === wish.day && starts === wish.starts && ends === wish.ends
  return { wish, offer: offers.find((offer) => sameSlot(offer, wish)) ?? offers.find(sameHours) }
}
