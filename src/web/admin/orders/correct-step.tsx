import { Undo2 } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import type { StaffOrder } from '../../../contract/ticket.ts'
import { BACK, isCorrectable, isKitchens, type OrderStatus } from '../../../domain/order-status.ts'
import { api } from '../../live/api.ts'
import { isTicket, knownStaffOrder } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { statusWord } from '../../ui/status-tag.tsx'

/** One step, as it stood when the question was asked: whatever comes meanwhile, no other step is taken back by its answer. */
type Taking = { readonly order: StaffOrder; readonly to: OrderStatus }

/** The way back from a step that was a mistake, while it is fresh. `now`: the browser's clock; the shop has the last word. */
export function CorrectStep({ order, now }: { order: StaffOrder; now: number | null }) {
  const [taking, setTaking] = useState<Taking | null>(null)
  const last = order.history.at(-1)
  const moved = order.history.findLast(({ kind, status }) => kind === 'move' && status === order.status)
  const to = BACK[order.status] ?? null
  // A tap that still waits is taken back by discarding it.
  const settled = last?.status === order.status && (!isTicket(order) || isKitchens(order.status))
  const fresh = now !== null && moved !== undefined && isCorrectable(order.status, Date.parse(moved.at), now)
  const possible = to !== null && settled && fresh
  if (!possible && taking === null) return null
  return (
    <>
      <Button
        size="small"
        kind="quiet"
        className="self-start"
        aria-label={`Take ${order.number} a step back`}
        onClick={() => to !== null && setTaking({ order, to })}
      >
        <Undo2 className="size-4" aria-hidden="true" />
        Take back
      </Button>
      {taking !== null && <CorrectDialog {...taking} onClose={() => setTaking(null)} />}
    </>
  )
}

function CorrectDialog({ order, to, onClose }: Taking & { onClose: () => void }) {
  const form = useId()
  const { store } = useLive()
  const { run, moment, problem } = useCall()
  const [reason, setReason] = useState('Pressed by mistake')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    // A portal's events reach the page's own forms too.
    event.stopPropagation()
    const answer = await run(() =>
      api<StaffOrder>('POST', `/api/orders/${order._id}/correct`, { reason: reason.trim(), version: order.version }),
    )
    const { current } = answer.ok ? { current: answer.data } : (answer.problem as { current?: StaffOrder | null })
    if (current) store.learn([knownStaffOrder(current)])
    // It was taken back already, by an answer that was lost or by somebody else.
    if (answer.ok || current?.status === to) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Take ${order.number} a step back?`}
      description={`It becomes “${statusWord(to)}” again. The customer reads that the step was corrected; the reason stays with us.`}
      footer={
        <>
          <Button type="submit" form={form} kind="primary" moment={moment} pendingLabel="Taking back">
            Take back
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <TextField
          label="Reason"
          value={reason}
          maxLength={200}
          autoComplete="off"
          error={reason.trim() === '' ? 'Say why.' : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        {problem !== null && (
          <p role="alert" className="font-semibold text-anaar-ink">
            {problem.message}
          </p>
        )}
      </form>
    </Dialog>
  )
}
