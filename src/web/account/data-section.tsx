import { Download } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { api } from '../live/api.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'
import { seatPath, useRootData } from '../root-data.ts'
import { Button } from '../ui/button.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { Card } from '../ui/card.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FormProblem } from './account-frame.tsx'
import { PasswordField } from './password-field.tsx'

/** What the shop keeps of this person: to take along, and to be forgotten. */
export function DataSection() {
  const [open, setOpen] = useState(false)
  const { seat } = useRootData()
  return (
    <Card className="flex flex-col items-start gap-4">
      <h2 className="text-xl">Your data</h2>
      <p className="text-ink-2 text-sm">
        Everything that we keep of you, in one file. Or leave for good: your account goes, your orders stay in our books without you.
      </p>
      <div className="flex flex-wrap gap-3">
        <a href={`${seatPath(seat)}/api/me/export`} download className={buttonStyle('outline')}>
          <Download className="size-5" aria-hidden="true" />
          Download it
        </a>
        <Button kind="quiet" onClick={() => setOpen(true)}>
          Forget me
        </Button>
      </div>
      {open && <EraseDialog onClose={() => setOpen(false)} />}
    </Card>
  )
}

function EraseDialog({ onClose }: { onClose: () => void }) {
  const form = useId()
  const navigate = useNavigate()
  const { renew } = useLive()
  const { run, moment, problem } = useCall()
  const [password, setPassword] = useState('')
  const erase = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await run(() => api('POST', '/api/me/erase', { password }))).ok) return
    await navigate('/')
    await renew()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Forget me?"
      description="Your account, addresses and cart are deleted at once, on every device. It cannot be taken back."
      footer={
        <>
          <Button type="submit" form={form} kind="primary" moment={moment} pendingLabel="Forgetting">
            Forget me
          </Button>
          <Button onClick={onClose}>Stay</Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void erase(event)} className="flex flex-col gap-3">
        <PasswordField
          label="Your password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FormProblem>{problem?.message ?? null}</FormProblem>
      </form>
    </Dialog>
  )
}
