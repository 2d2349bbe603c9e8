import { Link } from 'react-router'
import type { AdminOrderQuery } from '../../../contract/order.ts'
import { ORDER_STATUSES } from '../../../domain/order-status.ts'
import { LiveValue } from '../../ui/live-value.tsx'
import { statusIcon, statusWord } from '../../ui/status-tag.tsx'
import { hrefOf } from './order-query.ts'
import type { OrderCounts } from './use-order-counts.ts'

const chip =
  'inline-flex min-h-11 items-center gap-2 whitespace-nowrap rounded-full bg-surface px-4 font-[650] text-sm shadow-[inset_0_0_0_1.5px_var(--line)] hover:bg-sunken aria-[current]:bg-solid aria-[current]:text-on-solid aria-[current]:shadow-none'

/** One view per status, with how many are in it now. */
export function StatusViews({ query, counts }: { query: AdminOrderQuery; counts: OrderCounts | null }) {
  const all = counts === null ? null : ORDER_STATUSES.reduce((sum, status) => sum + counts[status], 0)
  const views = [
    { status: undefined, word: 'All', icon: null, count: all },
    ...ORDER_STATUSES.map((status) => ({ status, word: statusWord(status), icon: statusIcon(status), count: counts?.[status] ?? null })),
  ]
  return (
    <nav aria-label="Orders by status" className="-mx-4 overflow-x-auto px-4 lg:mx-0 lg:px-0">
      <ul className="flex gap-2 py-1">
        {views.map(({ status, word, icon: Icon, count }) => (
          <li key={word}>
            <Link
              to={hrefOf({ ...query, status, after: undefined })}
              aria-current={query.status === status ? 'page' : undefined}
              className={chip}
              data-view={status ?? 'all'}
            >
              {Icon !== null && <Icon className="size-4" aria-hidden="true" />}
              {word} {count !== null && <LiveValue value={count} className="font-bold" />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
