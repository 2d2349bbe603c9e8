import { useState } from 'react'
import type { StaffOrder } from '../../contract/ticket.ts'
import { cx } from '../ui/cx.ts'
import { statusIcon } from '../ui/status-tag.tsx'
import { Ticket } from './ticket.tsx'
import { COLUMNS, type Column } from './tickets.ts'

const WORDS: Record<Column, string> = { pending: 'New', processing: 'In the making', shipped: 'On the road' }

const tab =
  'inline-flex min-h-13 flex-1 items-center justify-center gap-2 whitespace-nowrap rounded-full bg-surface px-4 font-bold text-lg aria-pressed:bg-solid aria-pressed:text-on-solid'

type Props = {
  readonly columns: Readonly<Record<Column, readonly StaffOrder[]>>
  readonly now: number | null
  readonly isCancelled: (id: string) => boolean
  readonly onTakeOff: (id: string) => void
}

/** The tickets by status: columns beside each other on a tablet, one at a time on a phone. */
export function Wall({ columns, now, isCancelled, onTakeOff }: Props) {
  const [chosen, setChosen] = useState<Column>('pending')
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4">
      <div className="flex gap-2 md:hidden">
        {COLUMNS.map((column) => (
          <button key={column} type="button" className={tab} aria-pressed={column === chosen} onClick={() => setChosen(column)}>
            <span className="inline-block first-letter:uppercase">{WORDS[column].split(' ').at(-1)}</span>{' '}
            <span className="num">{columns[column].length}</span>
          </button>
        ))}
      </div>
      <div className="grid flex-1 items-start gap-4 md:grid-cols-3">
        {COLUMNS.map((column) => {
          const Icon = statusIcon(column)
          return (
            <section
              key={column}
              aria-labelledby={`column-${column}`}
              className={cx('flex flex-col gap-4', column !== chosen && 'max-md:hidden')}
            >
              <h2 id={`column-${column}`} className="flex items-center gap-2.5 text-xl">
                <Icon className="size-6 text-ink-2" aria-hidden="true" />
                {WORDS[column]} <span className="num text-ink-2">{columns[column].length}</span>
              </h2>
              {columns[column].map((order) => (
                <Ticket
                  key={order._id}
                  order={order}
                  now={now}
                  cancelled={isCancelled(order._id) && order.status === 'cancelled'}
                  onTakeOff={() => onTakeOff(order._id)}
                />
              ))}
              {columns[column].length === 0 && (
                <p className="rounded-lg p-4.5 text-ink-2 text-lg shadow-[inset_0_0_0_1.5px_var(--line)]">None.</p>
              )}
            </section>
          )
        })}
      </div>
    </div>
  )
}
