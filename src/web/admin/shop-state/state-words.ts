import { CircleCheck, CirclePause, Hourglass, type LucideIcon } from 'lucide-react'
import type { ShopState } from '../../../contract/shop.ts'

type Words = { readonly label: string; readonly says: string; readonly icon: LucideIcon }

export const STATE_WORDS: Record<ShopState, Words> = {
  open: { label: 'Open', says: 'Orders are taken as usual.', icon: CircleCheck },
  busy: { label: 'Busy', says: 'Orders are taken, but the first slots come later.', icon: Hourglass },
  paused: { label: 'Paused', says: 'No orders are taken. Carts stay as they are.', icon: CirclePause },
}
