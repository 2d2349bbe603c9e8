import { FileText, Link2, Printer } from 'lucide-react'
import { useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { api } from '../../live/api.ts'
import { Button } from '../../ui/button.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { notify } from '../../ui/toast.tsx'
import { ConfirmDialog } from '../people/confirm-dialog.tsx'
import { OrderMoney } from './order-money.tsx'

const PAPER = { invoice: 'Invoice', 'credit-note': 'Credit note' } as const

/** What was paid, to whom, and what can be printed. */
export function MoneyAndPapers({ order }: { order: AdminOrder }) {
  const [asks, setAsks] = useState(false)
  const renew = async () => {
    const answer = await api('POST', `/api/orders/${order._id}/link/renew`)
    notify(answer.ok ? 'The link before opens nothing any more' : answer.problem.message, { kind: answer.ok ? 'info' : 'error' })
  }
  return (
    <div className="flex flex-col gap-3 text-sm">
      <OrderMoney order={order} />
      <div className="flex flex-wrap gap-2">
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
    </div>
  )
}
