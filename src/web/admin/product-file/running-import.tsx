import { useEffect, useRef } from 'react'
import { type ProductImport, settledOf } from '../../../contract/product-file.ts'
import { api } from '../../live/api.ts'
import { useCall } from '../../live/use-call.ts'
import { useLink } from '../../live/use-link.ts'
import { useRootData } from '../../root-data.ts'
import { announce } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { ProgressBar, percentOf } from '../../ui/progress-bar.tsx'
import { formatTime } from '../../ui/time.ts'
import { useNow } from '../../ui/use-now.ts'
import { counted, nameOf } from './import-words.ts'

/** Whoever works on it is gone; the shop goes on by itself soon after. */
const STANDS_STILL = 40_000

/** How far an import is, on every screen that looks, and the way to stop it. */
export function RunningImport({ running }: { running: ProductImport }) {
  const { _id, total, counts } = running
  const done = settledOf(counts)
  const stop = useCall()
  useSpokenProgress(nameOf(running), percentOf(done, total))
  return (
    <section
      aria-label="An import under way"
      className="flex flex-col gap-3 rounded-md bg-surface p-4 shadow-[inset_0_0_0_1.5px_var(--line)]"
    >
      <h3 className="font-[650]">{nameOf(running)} is being imported</h3>
      <ProgressBar label={`Import of ${nameOf(running)}`} done={done} total={total}>
        {`${counted(done)} of ${counted(total)} rows`}
      </ProgressBar>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="min-w-0 flex-1 basis-60 text-ink-2 text-sm">
          <Hint running={running} />
        </p>
        <Button
          size="small"
          moment={stop.moment === 'done' ? 'pending' : stop.moment}
          pendingLabel="Stopping"
          failedLabel="Not stopped. Try again"
          onClick={() => void stop.run(() => api<ProductImport>('POST', `/api/admin/products/imports/${_id}/stop`))}
        >
          Stop
        </Button>
      </div>
      {stop.problem !== null && (
        <p role="alert" className="text-anaar-ink text-sm">
          {stop.problem.message}
        </p>
      )}
    </section>
  )
}

function Hint({ running: { updatedAt } }: { running: ProductImport }) {
  const link = useLink()
  const now = useNow()
  const { shop } = useRootData()
  if (link.at === 'offline') return 'You are offline. At the shop it goes on; this page catches up by itself.'
  if (now !== null && now - Date.parse(updatedAt) > STANDS_STILL)
    return `It has stood still since ${formatTime(updatedAt, shop.timeZone)}. The shop goes on with it by itself, or you stop it.`
  return 'You can leave this page: it goes on. Stopped, it ends after the rows that are being written, and what is written stays.'
}

const QUARTER = 25

/** Each quarter is said once, politely. */
function useSpokenProgress(name: string, percent: number): void {
  const quarter = Math.floor(percent / QUARTER)
  const said = useRef(quarter)
  useEffect(() => {
    if (quarter <= said.current) return
    said.current = quarter
    announce(`${name}: ${quarter * QUARTER} % imported`)
  }, [name, quarter])
}
