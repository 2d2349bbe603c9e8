import type { ReactNode } from 'react'
import { cx } from '../ui/cx.ts'

/**
 * What costs what stands beside the page, with the one thing to do; on a phone below it, where that one thing stays in sight.
 * Its place is inside {@link TWO_COLUMNS}.
 */
export function Beside({ label, children, action }: { label: string; children: ReactNode; action: ReactNode }) {
  return (
    <aside aria-label={label} className="max-md:contents md:sticky md:top-20 md:self-start">
      <div className="flex min-w-0 flex-col gap-5 rounded-lg bg-surface p-5 shadow-1 md:rounded-b-none md:shadow-none">{children}</div>
      <div
        className={cx(
          'bg-surface max-md:sticky max-md:bottom-14 max-md:z-10 max-md:-mx-[var(--page)] max-md:px-[var(--page)] max-md:py-3 max-md:shadow-3',
          'md:rounded-b-lg md:p-5 md:pt-0',
        )}
      >
        {action}
      </div>
    </aside>
  )
}

export const TWO_COLUMNS = 'flex flex-col gap-6 md:grid md:grid-cols-[minmax(0,1fr)_minmax(18rem,23rem)] md:gap-10'
