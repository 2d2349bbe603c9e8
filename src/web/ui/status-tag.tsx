import { Bike, Check, ChefHat, Inbox, type LucideIcon, X } from 'lucide-react'
import type { OrderStatus } from '../../domain/order-status.ts'
import { Tag, type Tone } from './tag.tsx'

const LOOK: Record<OrderStatus, readonly [word: string, icon: LucideIcon, tone: Tone]> = {
  pending: ['Pending', Inbox, 'haldi'],
  processing: ['Processing', ChefHat, 'anaar'],
  shipped: ['Shipped', Bike, 'neel'],
  delivered: ['Delivered', Check, 'pista'],
  cancelled: ['Cancelled', X, 'plain'],
}

export const statusWord = (status: OrderStatus): string => LOOK[status][0]
export const statusIcon = (status: OrderStatus): LucideIcon => LOOK[status][1]

/** Icon, word and colour, always all three. */
export function StatusTag({ status }: { status: OrderStatus }) {
  const [word, icon, tone] = LOOK[status]
  return (
    <Tag tone={tone} icon={icon}>
      {word}
    </Tag>
  )
}
