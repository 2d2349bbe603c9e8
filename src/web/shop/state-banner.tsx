import { CirclePause, Hourglass } from 'lucide-react'
import { useShop } from '../live/use-shop.ts'
import { Note } from '../ui/note.tsx'

/** On every page of the shop while it is not simply open. It comes and goes with the news. */
export function StateBanner() {
  const { state, stateNote } = useShop()
  return (
    // Always there, so that a screen reader hears what comes into it.
    <div role="status" data-shop-state={state} className={state === 'open' ? undefined : 'page-width pt-1 pb-2'}>
      {state === 'paused' && (
        <Note kind="blocks" icon={CirclePause} title="We take no orders right now.">
          {stateNote === '' ? 'Your cart stays as it is; come back in a while.' : stateNote}
        </Note>
      )}
      {state === 'busy' && (
        <Note icon={Hourglass} title="It is busy: orders take longer than usual.">
          {stateNote}
        </Note>
      )}
    </div>
  )
}
