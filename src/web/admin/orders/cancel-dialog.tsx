import { type FormEvent, useId, useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Note } from '../../ui/note.tsx'
import { statusWord } from '../../ui/status-tag.tsx'
import { Switch } from '../../ui/switch.tsx'
import { movesOf } from './order-words.ts'

const USUAL = ['The customer asked for it', 'We cannot make it in time', 'We could not reach the customer'] as const

type Props = {
  readonly order: AdminOrder
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onCancel: (choices: { reason: string; giveBack?: boolean }) => void
}

/** Nobody's order is cancelled without a reason, which the customer reads too. */
export function CancelDialog({ order, open, onOpenChange, onCancel }: Props) {
  const form = useId()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [giveBack, setGiveBack] = useState(false)
  const begun = order.status !== 'pending'
  const possible = movesOf(order).includes('cancelled')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A portal's events reach the page's own forms too.
    event.stopPropagation()
    if (!possible) return
    if (reason.trim() === '') return setMissing(true)
    onCancel({ reason: reason.trim(), ...(begun && { giveBack }) })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={begun ? `Cancel ${order.number}?` : `Refuse or cancel ${order.number}?`}
      description="The customer is told at once and reads the reason. A cancelled order stays cancelled."
      footer={
        <>
          <Button type="submit" form={form} kind="primary" disabled={!possible}>
            Cancel the order
          </Button>
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        {!possible && (
          <Note kind="blocks" role="alert" title="Too late to cancel.">
            It is {statusWord(order.status).toLowerCase()} by now; somebody moved it meanwhile.
          </Note>
        )}
        <TextField
          label="Reason"
          value={reason}
          maxLength={200}
          autoComplete="off"
          error={missing && reason.trim() === '' ? 'Say why.' : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        <div className="flex flex-wrap gap-2">
          {USUAL.map((usual) => (
            <Button key={usual} size="small" onClick={() => setReason(usual)}>
              {usual}
            </Button>
          ))}
        </div>
        {begun ? (
          <Switch checked={giveBack} onChange={setGiveBack}>
            Nothing was used up: pieces and time slot can be sold again
          </Switch>
        ) : (
          <p className="text-ink-2 text-sm">Its pieces and its time slot can be sold again at once.</p>
        )}
      </form>
    </Dialog>
  )
}
