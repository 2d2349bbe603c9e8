import { type FormEvent, useState } from 'react'
import type { Account } from '../../../contract/account.ts'
import { api } from '../../live/api.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { useChange } from './use-change.ts'

export function OwnerDialog({ person: { _id, name }, onClose }: { person: Account; onClose: () => void }) {
  const change = useChange()
  const [password, setPassword] = useState('')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await change(() => api('POST', `/api/accounts/${_id}/make-owner`, { password }), `${name} is an owner now`)) onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Make ${name} an owner?`}
      description="An owner may do everything, also change your role. To hand the shop over, let them do that next."
      footer={
        <>
          <Button type="submit" form="make-owner" kind="primary">
            Make owner
          </Button>
          <Button onClick={onClose}>Leave it</Button>
        </>
      }
    >
      <form id="make-owner" onSubmit={(event) => void submit(event)}>
        <TextField
          label="Your password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </form>
    </Dialog>
  )
}
