import { CloudOff } from 'lucide-react'
import { useId, useState } from 'react'
import { useShop } from '../live/use-shop.ts'
import { Button } from '../ui/button.tsx'
import { formatTime } from '../ui/time.ts'
import { wordOf } from './move-words.ts'
import type { Tap } from './queue.ts'
import { useTaps } from './taps-provider.tsx'

const taps = (count: number): string => (count === 1 ? '1 tap' : `${count} taps`)

function says(waiting: number, refused: number): readonly [bold: string, plain: string] {
  if (waiting === 0) return [`${taps(refused)} not done.`, 'The orders say why.']
  const wait = waiting === 1 ? 'waits' : 'wait'
  return [`${taps(waiting)} ${wait} for the line.`, 'Keep tapping: they go out by themselves.']
}

function Line({ tap, onDiscard }: { tap: Tap; onDiscard: () => void }) {
  const { timeZone } = useShop()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t py-1.5">
      <span className="num min-w-0 flex-1 basis-60">
        <b>{tap.number}</b> {wordOf(tap)}, {formatTime(tap.at, timeZone)}
        {tap.refused !== undefined && <span className="block text-ink-2">{tap.refused.message}</span>}
      </span>
      <Button size="small" aria-label={`${tap.refused === undefined ? 'Discard' : 'OK'}: ${wordOf(tap)} ${tap.number}`} onClick={onDiscard}>
        {tap.refused === undefined ? 'Discard' : 'OK'}
      </Button>
    </li>
  )
}

/** Across the top while taps wait here, or were not done: how many, which, and a way to think better of one. */
export function WaitingTaps() {
  const { taps: all, road, discard, hurry } = useTaps()
  const [open, setOpen] = useState(false)
  const list = useId()
  const refused = all.filter((tap) => tap.refused !== undefined)
  const waiting = all.length - refused.length
  // While the line is good a tap waits for no longer than its answer takes.
  const shown = (road !== 'open' && waiting > 0) || refused.length > 0
  const [bold, plain] = says(road === 'open' ? 0 : waiting, refused.length)
  return (
    <>
      <p role="status" className="sr-only">
        {shown && bold}
      </p>
      {shown && (
        <section aria-label="Taps on this screen" className="bg-haldi-tint px-4 py-2.5 shadow-[inset_4px_0_0_var(--haldi)] lg:px-6">
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <CloudOff className="size-5 shrink-0 text-haldi-ink" aria-hidden="true" />
            <p className="min-w-0 flex-1 basis-52">
              <b className="num">{bold}</b> {plain}
            </p>
            <span className="flex gap-2">
              {waiting > 0 && road === 'away' && (
                <Button size="small" onClick={hurry}>
                  Try now
                </Button>
              )}
              <Button size="small" aria-expanded={open} aria-controls={list} onClick={() => setOpen(!open)}>
                {open ? 'Hide' : 'Show'}
              </Button>
            </span>
          </div>
          <ul id={list} hidden={!open} className="mt-2">
            {all.map((tap) => (
              <Line key={tap.key} tap={tap} onDiscard={() => discard(tap.key)} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
