import type { SlotDay, SlotGrid } from '../../contract/delivery.ts'
import type { ShopInfo } from '../../contract/shop.ts'
import { shopTime } from '../../domain/shop-time.ts'

/** The first day that can still be had, with its times; null when there is none in sight. */
export type Promised = { readonly day: SlotDay; readonly isToday: boolean; readonly open: number }

/** What the shop can promise now. */
export function promiseOf(grid: SlotGrid, { timeZone }: Pick<ShopInfo, 'timeZone'>): Promised | null {
  const today = shopTime(new Date(grid.now), timeZone).day
  const openIn = ({ slots }: SlotDay) => slots.filter(({ state }) => state === 'open').length
  const day = grid.days.find((each) => openIn(each) > 0)
  return day === undefined ? null : { day, isToday: day.day === today, open: openIn(day) }
}
