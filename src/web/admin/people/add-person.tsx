import { type FormEvent, useState } from 'react'
import type { Account, AccountLink, Added } from '../../../contract/account.ts'
import { RIGHTS, type Right } from '../../../domain/role.ts'
import { api } from '../../live/api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { Rights } from './rights.tsx'
import { patch, useChange } from './use-change.ts'

type Errors = { readonly name?: string; readonly email?: string }
const EMPTY = { name: '', email: '', rights: ['orders'] as readonly Right[] }

/** Somebody new gets a link; who has an account already becomes staff with it. */
export function AddPerson({ onLink }: { onLink: (name: string, link: AccountLink) => void }) {
  const change = useChange()
  const [form, setForm] = useState(EMPTY)
  const [errors, setErrors] = useState<Errors>({})
  const { name, email, rights } = form

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setErrors({})
    const found = await api<Account[]>('GET', `/api/accounts?email=${encodeURIComponent(email)}`)
    if (!found.ok) return setErrors({ email: found.problem.issues === undefined ? found.problem.message : 'Write an e-mail address.' })
    const [known] = found.data
    if (known !== undefined && known.role !== 'customer') return setErrors({ email: `${known.name} works here already.` })
    if (known === undefined && name.trim() === '') return setErrors({ name: 'Write their name.' })
    if (
      known === undefined
        ? await add()
        : await change(() => patch(known._id, { role: 'staff', rights: [...rights] }), `${known.name} is staff now`)
    )
      setForm(EMPTY)
  }
  const add = async (): Promise<boolean> => {
    let link: AccountLink | undefined
    const done = await change(async () => {
      const answer = await api<Added>('POST', '/api/accounts', { name: name.trim(), email, rights })
      if (answer.ok) link = answer.data.link
      return answer
    }, `${name.trim()} is on the list; give them their link`)
    if (link !== undefined) onLink(name.trim(), link)
    return done
  }
  return (
    <Card>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <h2 className="text-xl">Somebody new</h2>
        <TextField
          label="Their name"
          autoComplete="off"
          maxLength={80}
          value={name}
          error={errors.name}
          onChange={(event) => setForm({ ...form, name: event.target.value })}
        />
        <TextField
          label="Their e-mail"
          type="email"
          autoComplete="off"
          value={email}
          error={errors.email}
          hint="Who has an account with it keeps it. Everybody else gets a link to set a password."
          onChange={(event) => setForm({ ...form, email: event.target.value })}
        />
        <Rights
          rights={rights}
          onToggle={(right) => setForm({ ...form, rights: RIGHTS.filter((each) => rights.includes(each) !== (each === right)) })}
        />
        <Button type="submit" kind="dark" className="self-start">
          Add to the staff
        </Button>
      </form>
    </Card>
  )
}
