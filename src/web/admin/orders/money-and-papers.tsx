import { Banknote, FileText, Link2, Printer } from 'lucide-react'
import { useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { formatRupees } from '../../../domain/money.ts'
import { api } from '../../live/api.ts'
import { knownOrder } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { formatMoment } from '../../ui/time.ts'
import { notify } from '../../ui/toast.tsx'
import { ConfirmDialog } from '../people/confirm-dialog.tsx'
import { owes } from './hand-over.tsx'

const PAPER = { invoice: 'Invoice', 'credit-note': 'Credit note' } as const

/** What was paid, to whom, and what can be printed. */
export function MoneyAndPapers({ order }: { order: AdminOrder }) {
  const { timeZone } = useShop()
  const { store } = useLive()
  const { run, moment, problem } = useCall()
  const [asks, setAsks] = useState(false)
  const renew = async () => {
    const answer = await api('POST', `/api/orders/${order._id}/link/renew`)
    notify(answer.ok ? 'The link before opens nothing any more' : answer.problem.message, { kind: answer.ok ? 'info' : 'error' })
  }
  const take = async () => {
    const answer = await run(() => api<AdminOrder>('POST', `/api/orders/${order._id}/cash`))
    if (answer.ok) store.learn([knownOrder(answer.data)])
  }
  return (
    <div className="flex flex-col gap-3 text-sm">
      {order.payments.map(({ kind, amount, at, by }) => (
        <p key={`${kind} ${at}`} className="num">
          <b>{formatRupees(amount)}</b> {kind === 'taken' ? 'taken in cash' : 'given back'}, {formatMoment(at, timeZone)}
          {by !== null && `, ${by}`}
        </p>
      ))}
      <div className="flex flex-wrap gap-2">
        {order.status === 'delivered' && owes(order) && (
          <Button size="small" moment={moment} onClick={() => void take()}>
            <Banknote className="size-4" aria-hidden="true" />
            Cash taken
          </Button>
        )}
        <LinkButton to={`/admin/orders/${order._id}/ticket`} size="small">
          <Printer className="size-4" aria-hidden="true" />
          Ticket
        </LinkButton>
        <Button size="small" onClick={() => setAsks(true)}>
          <Link2 className="size-4" aria-hidden="true" />
          New tracking link
        </Button>
        {order.papers.map(({ kind, number }) => (
          <LinkButton key={number} to={`/orders/${order._id}/${kind}`} size="small">
            <FileText className="size-4" aria-hidden="true" />
            {PAPER[kind]} <span className="num">{number}</span>
          </LinkButton>
        ))}
      </div>
      {asks && (
        <ConfirmDialog
          asked={{
            title: `A new link for ${order.number}?`,
            says: 'Whoever follows the order by the link before sees it no more. The customer finds the new one at the order.',
            action: 'Make a new link',
            run: () => void renew(),
          }}
          onClose={() => setAsks(false)}
        />
      )}
      {problem !== null && (
        <p role="alert" className="font-semibold text-anaar-ink">
          {problem.message}
        </p>
      )}
    </div>
  )
}
