import { MapPin, Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useRevalidator } from 'react-router'
import { type Address, MAX_ADDRESSES } from '../../contract/address.ts'
import type { Problem } from '../../contract/refusal.ts'
import { api } from '../live/api.ts'
import { useCall } from '../live/use-call.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextArea, TextField } from '../ui/field.tsx'
import { Tag } from '../ui/tag.tsx'
import { FormProblem } from './account-frame.tsx'

type Fields = Pick<Address, 'label' | 'recipient' | 'phone' | 'lines' | 'pincode' | 'isDefault'>
const EMPTY: Fields = { label: '', recipient: '', phone: '', lines: '', pincode: '', isDefault: false }

/** Where this person has cakes brought to. The checkout offers the default first. */
export function AddressesSection({ addresses, name, phone }: { addresses: readonly Address[]; name: string; phone: string }) {
  const [open, setOpen] = useState<Address | 'new' | null>(null)
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-xl">Addresses</h2>
        {addresses.length < MAX_ADDRESSES && (
          <Button size="small" onClick={() => setOpen('new')}>
            <Plus className="size-4" aria-hidden="true" />
            Add one
          </Button>
        )}
      </div>
      {addresses.length === 0 && <p className="text-ink-2">None yet. What you keep here you need not type at the checkout.</p>}
      <ul className="flex flex-col gap-3">
        {addresses.map((address) => (
          <li key={address._id} className="flex items-start gap-3 border-line border-t pt-3">
            <MapPin className="mt-0.5 size-5 shrink-0 text-ink-3" aria-hidden="true" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-2 font-bold">
                {address.label === '' ? address.recipient : address.label}
                {address.isDefault && <Tag>Default</Tag>}
              </p>
              <p className="whitespace-pre-line break-words text-ink-2 text-sm">
                {[address.recipient, address.lines, address.pincode].filter((line) => line !== '').join('\n')}
              </p>
              <p className="num text-ink-2 text-sm">{address.phone}</p>
            </div>
            <Button
              size="small"
              kind="quiet"
              aria-label={`Change ${address.label === '' ? address.recipient : address.label}`}
              onClick={() => setOpen(address)}
            >
              Change
            </Button>
          </li>
        ))}
      </ul>
      {open !== null && (
        <AddressDialog
          key={open === 'new' ? 'new' : open._id}
          before={open}
          fresh={{ ...EMPTY, recipient: name, phone }}
          onClose={() => setOpen(null)}
        />
      )}
    </Card>
  )
}

type DialogProps = { readonly before: Address | 'new'; readonly fresh: Fields; readonly onClose: () => void }

const fieldOf = (problem: Problem | null, name: keyof Fields): string | undefined =>
  problem?.issues?.find(({ path }) => path === `body/${name}`)?.message

function AddressDialog({ before, fresh, onClose }: DialogProps) {
  const { revalidate } = useRevalidator()
  const { run, moment, problem } = useCall()
  const [fields, setFields] = useState<Fields>(() => {
    if (before === 'new') return fresh
    const { label, recipient, phone, lines, pincode, isDefault } = before
    return { label, recipient, phone, lines, pincode, isDefault }
  })
  const set = (name: keyof Fields) => (event: { target: { value: string } }) => setFields({ ...fields, [name]: event.target.value })
  const told = (name: keyof Fields) => ({ value: String(fields[name]), error: fieldOf(problem, name), onChange: set(name) })
  const done = async (call: Promise<{ ok: boolean }>) => {
    if (!(await call).ok) return
    await revalidate()
    onClose()
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const [method, path] = before === 'new' ? (['POST', '/api/addresses'] as const) : (['PUT', `/api/addresses/${before._id}`] as const)
    void done(run(() => api<Address>(method, path, fields)))
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={before === 'new' ? 'A new address' : 'Change this address'}
      footer={
        <>
          <Button type="submit" form="address" kind="primary" moment={moment} pendingLabel="Saving">
            Save
          </Button>
          {before !== 'new' && (
            <Button kind="quiet" onClick={() => void done(run(() => api('DELETE', `/api/addresses/${before._id}`)))}>
              Delete it
            </Button>
          )}
        </>
      }
    >
      <form id="address" onSubmit={save} className="flex flex-col gap-4" noValidate>
        <TextField label="What you call it" placeholder="Home" maxLength={40} {...told('label')} />
        <TextField label="Name at the door" autoComplete="name" maxLength={80} {...told('recipient')} />
        <TextField label="Phone" type="tel" autoComplete="tel" maxLength={30} {...told('phone')} />
        <TextArea label="Address" autoComplete="street-address" rows={3} maxLength={400} {...told('lines')} />
        <TextField label="Pincode" inputMode="numeric" autoComplete="postal-code" maxLength={6} {...told('pincode')} />
        {(before === 'new' || !before.isDefault) && (
          <label className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              className="size-5 accent-[var(--anaar)]"
              checked={fields.isDefault}
              onChange={(event) => setFields({ ...fields, isDefault: event.target.checked })}
            />
            Offer this one first
          </label>
        )}
        <FormProblem>{problem === null || problem.issues !== undefined ? null : problem.message}</FormProblem>
      </form>
    </Dialog>
  )
}
