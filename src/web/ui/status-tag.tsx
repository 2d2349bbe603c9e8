import { Bike, Check, ChefHat, CircleHelp, Inbox, type LucideIcon, X } from 'lucide-react'
import type { OrderStatus } from '../../domain/order-status.ts'
import { Tag, type Tone } from './tag.tsx'

type Look = readonly [word: string, icon: LucideIcon, tone: Tone]

const LOOK: Record<OrderStatus, Look> = {
  pending: ['Pending', Inbox, 'haldi'],
  processing: ['Processing', ChefHat, 'anaar'],
  shipped: ['Shipped', Bike, 'neel'],
  delivered: ['Delivered', Check, 'pista'],
  cancelled: ['Cancelled', X, 'plain'],
}

/** A newer server may know a status that this page does not: it is shown by its own word. */
const lookOf = (status: OrderStatus): Look => (status in LOOK ? LOOK[status] : [status, CircleHelp, 'plain'])

export const statusWord = (status: OrderStatus): string => lookOf(status)[0]
export const statusIcon = (status: OrderStatus): LucideIcon => lookOf(status)[1]

/** Icon, word and colour, always all three. */
export function StatusTag({ status }: { status: OrderStatus }) {
  const [word, icon, tone] = lookOf(status)
  return (
    <Tag tone={tone} icon={icon}>
      {word}
    </Tag>
  )
}
