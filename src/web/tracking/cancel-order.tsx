import { useEffect, useState } from 'react'
import type { Order } from '../../contract/order.ts'
import { api } from '../live/api.ts'
import { knownOrder } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'
import type { AnyOrder } from '../orders/own-orders.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Note } from '../ui/note.tsx'
import { statusWord } from '../ui/status-tag.tsx'

function useCancel(order: AnyOrder, done: () => void) {
  const { store } = useLive()
  const { run, moment, problem, clear } = useCall()
  const cancel = async () => {
    // Only from the state on this screen: if the kitchen accepts it first, it stays.
    const body = { status: 'cancelled', version: order.version }
    const answer = await run(() => api<AnyOrder>('PATCH', `/api/orders/${order._id}/status`, body))
    if (answer.ok) {
      store.learn([knownOrder(answer.data)])
      return done()
    }
    const { current } = answer.problem as { current?: Order | null }
    if (answer.problem.code === 'order.changed' && current) {
      store.learn([knownOrder(current)])
      clear()
    }
  }
  return { cancel, moment, problem, clear }
}

/** The buyer's own way out, while nothing is made yet. Asks first. */
export function CancelOrder({ order }: { order: AnyOrder }) {
  const [open, setOpen] = useState(false)
  const { cancel, moment, problem, clear } = useCancel(order, () => setOpen(false))
  const { status } = order
  const possible = status === 'pending'
  // Also by its news: they may come before the answer, or without one.
  useEffect(() => {
    if (status === 'cancelled') setOpen(false)
  }, [status])
  const paid = order.paymentState === 'paid'
  const show = (to: boolean) => {
    clear()
    setOpen(to)
  }
  if (status === 'cancelled' || (!possible && !open)) return null
  return (
    <>
      <Button onClick={() => show(true)}>Cancel the order</Button>
      <Dialog
        open={open}
        onOpenChange={show}
        title={`Cancel ${order.number}?`}
        description={`It costs nothing: the kitchen has not begun.${paid ? ' The shop gives your money back.' : ''} A cancelled order stays cancelled.`}
        footer={
          <>
            {possible && (
              <Button kind="primary" moment={moment} pendingLabel="Cancelling" onClick={() => void cancel()}>
                Cancel the order
              </Button>
            )}
            <Button onClick={() => show(false)}>{possible ? 'Keep it' : 'Close'}</Button>
          </>
        }
      >
        {!possible && (
          <Note kind="blocks" role="alert" title="Too late to cancel here.">
            It is {statusWord(status).toLowerCase()} by now. Call us if something is wrong.
          </Note>
        )}
        {problem !== null && (
          <p role="alert" className="font-semibold text-anaar-ink">
            {problem.message}
          </p>
        )}
      </Dialog>
    </>
  )
}
