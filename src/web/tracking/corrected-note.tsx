import type { Order } from '../../contract/order.ts'
import { Note } from '../ui/note.tsx'
import { useWhen } from './use-when.ts'

/** A step back is told as what it is. */
export function CorrectedNote({ order: { history } }: { order: Pick<Order, 'history'> }) {
  const when = useWhen()
  const last = history.at(-1)
  if (last?.kind !== 'correction') return null
  return (
    <Note role="status" title={`The bakery corrected a step at ${when(last.at)}.`}>
      This is where your order really is.
    </Note>
  )
}
