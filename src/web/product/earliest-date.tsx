import { CalendarDays } from 'lucide-react'
import type { SlotGrid } from '../../contract/delivery.ts'
import type { PageShop } from '../../contract/page.ts'
import type { Product } from '../../contract/product.ts'
import { shopTime } from '../../domain/shop-time.ts'
import { isFew } from '../catalogue/few-left.tsx'
import { placesOn } from '../delivery/apply-news.ts'
import { nearDayWords, windowWords } from '../delivery/slot-words.ts'
import { useSlots } from '../delivery/use-slots.ts'
import { useShop } from '../live/use-shop.ts'
import { Bead } from '../ui/bead.tsx'

const DAYS = 14

/** null where the shop has no slots. */
export const loadEarliest = async (shop: PageShop, product: string): Promise<SlotGrid | null> =>
  shop.shop.slots ? await shop.slotGrid({ mode: 'delivery', product, days: DAYS }) : null

type Props = {
  readonly product: Product
  readonly size: string
  /** For the first size. */
  readonly loaded: SlotGrid | null
}

/** When one of these can be there at the earliest, and how many more that day can take when it is few. Live as times are taken. */
export function EarliestDate({ product: { _id: id, version }, size, loaded }: Props) {
  const shop = useShop()
  const { grid } = useSlots(shop.slots ? { mode: 'delivery', pincode: '', days: DAYS, product: { id, size } } : null, null, version, loaded)
  if (grid === null || shop.state === 'paused') return null
  const { earliest, points } = grid
  if (earliest === null) return <p role="status">{grid.days.length > 0 && 'No delivery time is free in sight.'}</p>
  const today = shopTime(new Date(grid.now), shop.timeZone).day
  const when = nearDayWords(earliest.day, today)
  const day = grid.days.find((each) => each.day === earliest.day)
  const places = day === undefined || points === 0 ? null : placesOn(day, points)
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <CalendarDays className="size-5 text-ink-2" aria-hidden="true" />
      <span>
        Earliest delivery: <b className="num">{`${when}, ${windowWords(earliest)}`}</b>
      </span>
      {isFew(places) && <Bead>{`${places} left for ${/^To/.test(when) ? when.toLowerCase() : when}`}</Bead>}
    </p>
  )
}
