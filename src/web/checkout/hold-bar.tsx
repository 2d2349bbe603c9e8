import { Timer } from 'lucide-react'
import { useEffect } from 'react'
import { minutesAndSeconds } from '../delivery/use-server-time.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import type { Keeping } from './use-hold.ts'

const WARNED_AT = 60

/** What is kept and for how long, by the server's clock. */
export function HoldBar({ keeping, slot }: { keeping: Keeping; slot: string }) {
  const { hold, secondsLeft, at, problem } = keeping
  useEffect(() => {
    if (at === 'over') announce('The minutes are over. Nothing you typed is lost.')
    else if (secondsLeft === WARNED_AT) announce(`${slot} is kept for one more minute.`)
  }, [at, secondsLeft, slot])
  if (hold === null || secondsLeft === null) return null
  return (
    <section aria-label="Kept for you" className="sticky top-0 z-10 border-haldi border-b-3 bg-haldi-tint">
      <div className="page-width flex min-h-14 items-center gap-3 py-1.5 text-sm">
        <Timer className="size-5 shrink-0" aria-hidden="true" />
        <p className="min-w-0 flex-1">
          <b className="font-bold">
            {slot} is kept for you{' '}
            <span role="timer" aria-live="off" className="num whitespace-nowrap underline decoration-2 decoration-haldi underline-offset-4">
              {minutesAndSeconds(secondsLeft)}
            </span>
          </b>
          {problem === null ? (
            <span className="text-ink-2 max-sm:hidden"> · nobody else can take it</span>
          ) : (
            <span role="alert" className="block font-semibold text-anaar-ink">
              {problem.message}
            </span>
          )}
        </p>
        {hold.extensionsLeft > 0 && (
          <Button size="small" moment={keeping.more} onClick={() => void keeping.moreTime()}>
            More time
          </Button>
        )}
      </div>
    </section>
  )
}
