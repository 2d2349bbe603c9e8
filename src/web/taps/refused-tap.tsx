import type { StaffOrder } from '../../contract/ticket.ts'
import { useShop } from '../live/use-shop.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { statusWord } from '../ui/status-tag.tsx'
import { formatTime } from '../ui/time.ts'
import { wordOf } from './move-words.ts'
import type { Tap } from './queue.ts'

/** The shop refused it because the order was no longer where the screen showed it. */
const OVERTAKEN = new Set(['order.changed', 'order.bad-move'])

/** At the order's own card: what it is now, and that the tap was not done. What can be done stands beside it, as its next steps. */
export function RefusedTap({ tap, order, onOk }: { tap: Tap; order: StaffOrder; onOk: () => void }) {
  const { timeZone } = useShop()
  const overtaken = tap.refused !== undefined && OVERTAKEN.has(tap.refused.code)
  return (
    <Note
      role="alert"
      title={overtaken ? 'Somebody was faster.' : tap.refused?.message}
      actions={
        <Button size="small" aria-label={`OK, ${order.number}`} onClick={onOk}>
          OK
        </Button>
      }
    >
      {overtaken && (
        <>
          This order became {statusWord(order.status).toLowerCase()} at {formatTime(order.history.at(-1)?.at ?? order.updatedAt, timeZone)}.{' '}
        </>
      )}
      Yours, “{wordOf(tap)}” at {formatTime(tap.at, timeZone)}, was not done.
    </Note>
  )
}
