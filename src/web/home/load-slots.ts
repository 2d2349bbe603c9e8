import type { SlotGrid } from '../../contract/delivery.ts'
import type { PageShop } from '../../contract/page.ts'

/** A closed day or two may lie between today and what is promised. */
export const DAYS_SHOWN = 7

/** null where the shop has no slots. */
export const loadSlots = async (shop: PageShop): Promise<SlotGrid | null> =>
  shop.shop.slots ? await shop.slotGrid({ mode: 'delivery', days: DAYS_SHOWN }) : null
