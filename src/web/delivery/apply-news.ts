import type { SlotDay, SlotGrid, SlotNews, SlotOffer } from '../../contract/delivery.ts'

/** What the feed said is left, by `<slot> <day>`; the newest last. */
export type Left = ReadonlyMap<string, Pick<SlotNews, 'day' | 'left' | 'kitchen'>>
export type Chosen = { readonly slotId: string; readonly day: string }

export const keyOf = ({ slotId, day }: Chosen): string => `${slotId} ${day}`
export const sameSlot = (one: Chosen | null, other: Chosen | null): boolean =>
  one !== null && other !== null && one.slotId === other.slotId && one.day === other.day

/**
 * The grid with what was taken and given back since it was loaded.
 * @param held a slot that is kept for who looks: for them it is never full
 */
export function applyNews(grid: SlotGrid, left: Left, held: Chosen | null): SlotGrid {
  const need = Math.max(1, grid.points)
  const apply = (offer: SlotOffer): SlotOffer => {
    const now = left.get(keyOf(offer))?.left
    if (now === undefined) return offer
    const full = now < need && !sameSlot(offer, held)
    return { ...offer, left: now, state: offer.state === 'too-soon' ? 'too-soon' : full ? 'full' : 'open' }
  }
  const kitchens = new Map([...left.values()].map(({ day, kitchen }) => [day, kitchen]))
  const days = grid.days.map((each) => ({ ...each, ...kitchenOf(kitchens.get(each.day) ?? each.kitchen), slots: each.slots.map(apply) }))
  const first = days.flatMap(({ slots }) => slots).find(({ state }) => state === 'open')
  return { ...grid, days, earliest: first ?? (grid.earliest && apply(grid.earliest)) }
}

/** How many orders like this one still fit. */
export const placesIn = ({ left }: Pick<SlotOffer, 'left'>, points: number): number => Math.floor(left / Math.max(1, points))

const kitchenOf = (kitchen: number | undefined): { kitchen?: number } => (kitchen === undefined ? {} : { kitchen })

/** The same of a whole day, which the kitchen may limit more than its slots do. */
export function placesOn({ slots, kitchen = Number.POSITIVE_INFINITY }: SlotDay, points: number): number {
  const open = slots.filter(({ state }) => state === 'open').reduce((sum, slot) => sum + placesIn(slot, points), 0)
  return Math.min(open, placesIn({ left: kitchen }, points))
}
