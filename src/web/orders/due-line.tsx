import type { Order } from '../../contract/order.ts'
import { dueWords } from '../delivery/slot-words.ts'

type Due = Pick<Order, 'slot' | 'mode' | 'recipient'>

/** "Sat 28 Nov, 4–6 PM · picked up · for Meera"; '' where the shop has no slots and nothing differs from the usual. */
export const dueLine = ({ slot, mode, recipient }: Due): string =>
  [
    slot === null ? '' : dueWords(slot),
    mode === 'pickup' ? 'picked up' : '',
    recipient === null ? '' : `for ${[recipient.name, recipient.phone].filter(Boolean).join(', ')}`,
  ]
    .filter(Boolean)
    .join(' · ')

/** When, how and for whom; nothing where that is as always. */
export function DueLine({ order, className }: { order: Due; className?: string }) {
  const says = dueLine(order)
  if (says === '') return null
  return <p className={className}>{says}</p>
}
