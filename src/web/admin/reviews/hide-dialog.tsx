import { type FormEvent, useId, useState } from 'react'
import { Button, type Moment } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

type Props = {
  readonly product: string
  readonly moment: Moment
  readonly problem: string | null
  readonly onHide: (reason: string) => void
  readonly onClose: () => void
}

/** No review goes without a reason, which its writer reads too. */
export function HideDialog({ product, moment, problem, onHide, onClose }: Props) {
  const form = useId()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return setMissing(true)
    onHide(reason.trim())
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Hide this review of ${product}?`}
      description="It leaves the page and the rating at once. Who wrote it is told the reason."
      footer={
        <>
          <Button type="submit" form={form} kind="primary" moment={moment === 'done' ? 'idle' : moment} pendingLabel="Hiding">
            Hide it
          </Button>
          <Button onClick={onClose}>Keep it</Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label="Reason"
          value={reason}
          maxLength={200}
          autoComplete="off"
          error={missing && reason.trim() === '' ? 'Say why.' : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        {problem !== null && (
          <p role="alert" className="mt-2 font-semibold text-anaar-ink">
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  )
}
