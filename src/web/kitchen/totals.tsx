import { isEggless } from '../../domain/egg.ts'
import { LiveValue } from '../ui/live-value.tsx'
import { VegMark } from '../ui/veg-mark.tsx'
import type { Total } from './tickets.ts'

/** What all open tickets need together. */
export function Totals({ totals }: { totals: readonly Total[] }) {
  return (
    <section aria-labelledby="to-make" className="rounded-lg bg-surface p-4.5 shadow-1">
      <h2 id="to-make" className="mb-2 text-xl">
        To make
      </h2>
      {totals.length === 0 && <p className="text-ink-2 text-lg">Nothing. The next order comes here by itself.</p>}
      <ul>
        {totals.map(({ what, eggOption, quantity }) => (
          <li key={`${what} ${eggOption}`} className="flex items-center gap-4 border-line border-t py-2.5">
            <LiveValue value={quantity} className="display min-w-12 text-3xl" />
            <span className="min-w-0">
              <span className="block font-bold text-lg leading-tight">{what}</span>
              {eggOption !== '' && (
                <span className="mt-1 block text-ink-2">
                  <VegMark eggless={isEggless(eggOption)} words />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
