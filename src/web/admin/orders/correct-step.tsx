import { Undo2 } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import type { StaffOrder } from '../../../contract/ticket.ts'
import { BACK, isCorrectable, isKitchens } from '../../../domain/order-status.ts'
import { api } from '../../live/api.ts'
import { isTicket, knownStaffOrder } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { statusWord } from '../../ui/status-tag.tsx'

/** The way back from a step that was a mistake, while it is fresh. `now`: the browser's clock; the shop has the last word. */
export function CorrectStep({ order, now }: { order: StaffOrder; now: number | null }) {
  const [open, setOpen] = useState(false)
  const last = order.history.at(-1)
  const moved = order.history.findLast(({ kind, status }) => kind === 'move' && status === order.status)
  const to = BACK[order.status] ?? null
  // A tap that still waits is taken back by discarding it.
  const settled = last?.status === order.status && (!isTicket(order) || isKitchens(order.status))
  const fresh = now !== null && moved !== undefined && isCorrectable(order.status, Date.parse(moved.at), now)
  const possible = to !== null && settled && fresh
  if (!possible && !open) return null
  return (
    <>
      <Button
        size="small"
        kind="quiet"
        className="self-start"
        aria-label={`Take ${order.number} a step back`}
        onClick={() => setOpen(true)}
      >
        <Undo2 className="size-4" aria-hidden="true" />
        Take back
      </Button>
      {open && to !== null && <CorrectDialog order={order} back={statusWord(to)} onClose={() => setOpen(false)} />}
    </>
  )
}

function CorrectDialog({ order, back, onClose }: { order: StaffOrder; back: string; onClose: () => void }) {
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
    if (!answer.ok) return
    store.learn([knownStaffOrder(answer.data)])
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Take ${order.number} a step back?`}
      description={`It becomes “${back}” again. The customer reads that the step was corrected; the reason stays with us.`}
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
