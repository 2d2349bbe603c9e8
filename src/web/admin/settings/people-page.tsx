import { type FormEvent, useState } from 'react'
import { useRevalidator } from 'react-router'
import type { Account, ChangeAccount } from '../../../contract/account.ts'
import { RIGHTS, type Right, type Role } from '../../../domain/role.ts'
import { pageShop } from '../../app-context.ts'
import { type Answer, api } from '../../live/api.ts'
import { useAccount } from '../../root-data.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Tag } from '../../ui/tag.tsx'
import { notify } from '../../ui/toast.tsx'
import type { Route } from './+types/people-page'

const ROLE_WORDS: Record<Role, string> = { owner: 'Owner', manager: 'Manager', staff: 'Staff', customer: 'Customer', guest: 'Guest' }
const RIGHT_WORDS: Record<Right, string> = { orders: 'Orders', catalogue: 'Products', kitchen: 'Kitchen', settings: 'Settings' }

export const loader = async ({ context }: Route.LoaderArgs) => ({ staff: await context.get(pageShop).staff() })

export const meta: Route.MetaFunction = () => [{ title: 'People' }, { name: 'robots', content: 'noindex' }]

/** One change of somebody's account; the list is asked again. @returns whether it was done */
function useChange() {
  const { revalidate } = useRevalidator()
  return async (change: () => Promise<Answer<unknown>>, done: string): Promise<boolean> => {
    const answer = await change()
    notify(answer.ok ? done : answer.problem.message, { kind: answer.ok ? 'info' : 'error' })
    await revalidate()
    return answer.ok
  }
}

const patch = (id: string, body: ChangeAccount) => api<Account>('PATCH', `/api/accounts/${id}`, body)

export default function PeoplePage({ loaderData: { staff } }: Route.ComponentProps) {
  return (
    <div className="grid items-start gap-5 xl:grid-cols-[1fr_22rem]">
      <ul className="flex flex-col gap-3">
        {staff.map((person) => (
          <li key={person._id}>
            <Member person={person} />
          </li>
        ))}
      </ul>
      <Invite />
    </div>
  )
}

function Member({ person }: { person: Account }) {
  const me = useAccount()?._id === person._id
  const change = useChange()
  const [making, setMaking] = useState(false)
  const { _id, name, email, role, rights, banned } = person
  const toggle = (right: Right) => {
    const next = rights.includes(right) ? rights.filter((each) => each !== right) : [...rights, right]
    void change(() => patch(_id, { rights: next }), `${name}: ${next.map((each) => RIGHT_WORDS[each]).join(', ') || 'no rights'}`)
  }
  return (
    <Card className="flex flex-col gap-3" role="group" aria-label={name}>
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-48">
          <h2 className="text-lg">{name}</h2>
          <p className="break-all text-ink-2 text-sm">{email}</p>
        </div>
        {banned && <Tag tone="anaar">Locked out</Tag>}
        <Tag tone={role === 'owner' ? 'haldi' : 'plain'}>{ROLE_WORDS[role]}</Tag>
      </div>
      {me ? (
        <p className="text-ink-2 text-sm">This is you. Another owner can change your role.</p>
      ) : (
        <>
          <SelectField
            className="max-w-56"
            label="Role"
            value={role}
            onChange={(event) => void change(() => patch(_id, { role: event.target.value as 'manager' }), `${name} has to sign in anew`)}
          >
            {role === 'owner' && <option value="owner">Owner</option>}
            <option value="manager">Manager</option>
            <option value="staff">Staff</option>
            <option value="customer">No longer here</option>
          </SelectField>
          {role === 'staff' && (
            <fieldset className="flex flex-wrap gap-x-5">
              <legend className="font-[650] text-sm">May work on</legend>
              {RIGHTS.map((right) => (
                <label key={right} className="inline-flex min-h-11 items-center gap-2">
                  <input type="checkbox" className="size-5 accent-anaar" checked={rights.includes(right)} onChange={() => toggle(right)} />
                  {RIGHT_WORDS[right]}
                </label>
              ))}
            </fieldset>
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              size="small"
              onClick={() => void change(() => api('POST', `/api/accounts/${_id}/sign-out`), `${name} is signed out everywhere`)}
            >
              Sign out everywhere
            </Button>
            <Button
              size="small"
              onClick={() =>
                void change(() => patch(_id, { banned: !banned }), banned ? `${name} may sign in again` : `${name} is locked out`)
              }
            >
              {banned ? 'Let in again' : 'Lock out'}
            </Button>
            {role !== 'owner' && !banned && (
              <Button size="small" kind="quiet" onClick={() => setMaking(true)}>
                Make owner
              </Button>
            )}
          </div>
        </>
      )}
      {making && <OwnerDialog person={person} onClose={() => setMaking(false)} />}
    </Card>
  )
}

function OwnerDialog({ person: { _id, name }, onClose }: { person: Account; onClose: () => void }) {
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

/** Somebody who has an account becomes staff. */
function Invite() {
  const change = useChange()
  const [email, setEmail] = useState('')
  const [error, setError] = useState<string>()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setError(undefined)
    const found = await api<Account[]>('GET', `/api/accounts?email=${encodeURIComponent(email)}`)
    if (!found.ok) return setError(found.problem.issues === undefined ? found.problem.message : 'Write an e-mail address.')
    const [account] = found.data
    if (account === undefined) return setError('Nobody has an account with this e-mail. Ask them to open one first.')
    if (account.role !== 'customer') return setError(`${account.name} works here already.`)
    if (await change(() => patch(account._id, { role: 'staff', rights: [] }), `${account.name} is staff now; choose what they may work on`))
      setEmail('')
  }
  return (
    <Card>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <h2 className="text-xl">Somebody new</h2>
        <TextField
          label="E-mail of their account"
          type="email"
          autoComplete="off"
          value={email}
          error={error}
          hint="They open an account in the shop first, as customers do."
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button type="submit" kind="dark" className="self-start">
          Add to the staff
        </Button>
      </form>
    </Card>
  )
}
