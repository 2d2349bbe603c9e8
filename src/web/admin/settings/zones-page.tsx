import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Zone, ZoneInput } from '../../../contract/delivery.ts'
import { formatRupees } from '../../../domain/money.ts'
import { pageShop } from '../../app-context.ts'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextArea, TextField } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Tag } from '../../ui/tag.tsx'
import type { Route } from './+types/zones-page'
import { EditorSheet } from './editor-sheet.tsx'
import { isNumber, isNumberOrNothing, numberOf, numberOrNull, textOf } from './form-words.ts'
import { call, removeWithUndo } from './remove.ts'

export const loader = async ({ context }: Route.LoaderArgs) => ({ zones: await context.get(pageShop).zones() })

export const meta: Route.MetaFunction = () => [{ title: 'Zones' }, { name: 'robots', content: 'noindex' }]

const inputOf = ({ _id, version, ...input }: Zone): ZoneInput => input

export default function ZonesPage({ loaderData: { zones } }: Route.ComponentProps) {
  const [edited, setEdited] = useState<Zone | 'new' | null>(null)
  const shop = useShop()
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-ink-2">
          A pincode belongs to the zone that names it, or the longest beginning of it. Elsewhere the shop does not deliver.
        </p>
        <Button kind="dark" onClick={() => setEdited('new')}>
          <Plus className="size-5" aria-hidden="true" />
          Add a zone
        </Button>
      </div>
      {zones.length === 0 && (
        <EmptyState title="No zones yet">Until there is one, the shop delivers everywhere for {formatRupees(shop.deliveryFee)}.</EmptyState>
      )}
      <ul className="grid gap-3 lg:grid-cols-2">
        {zones.map((zone) => (
          <li key={zone._id} className="flex flex-col gap-2 rounded-md bg-surface p-4 shadow-1">
            <div className="flex flex-wrap items-center gap-2">
              <h2 className="mr-auto text-lg">{zone.name}</h2>
              {!zone.active && <Tag>Off</Tag>}
              <span className="num font-bold">{zone.fee === 0 ? 'Free' : formatRupees(zone.fee)}</span>
            </div>
            <p className="num line-clamp-2 break-words text-ink-2 text-sm">{zone.pincodes.join(', ') || 'No pincodes'}</p>
            <p className="text-ink-2 text-sm">
              {zone.freeAbove === null ? 'Free as the shop has it' : `Free above ${formatRupees(zone.freeAbove)}`}
            </p>
            <div className="flex gap-2">
              <Button size="small" onClick={() => setEdited(zone)} aria-label={`Edit ${zone.name}`}>
                Edit
              </Button>
              <Button
                size="small"
                kind="quiet"
                aria-label={`Remove ${zone.name}`}
                onClick={() =>
                  void removeWithUndo(
                    zone.name,
                    () => call('DELETE', `zones/${zone._id}`),
                    () => call('POST', 'zones', inputOf(zone)),
                  )
                }
              >
                Remove
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {edited !== null && <ZoneEditor zone={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  )
}

type Form = { name: string; pincodes: string; fee: string; freeAbove: string; active: boolean }

function ZoneEditor({ zone, onClose }: { zone: Zone | null; onClose: () => void }) {
  const form = useForm<Form>({
    defaultValues: {
      name: zone?.name ?? '',
      pincodes: zone?.pincodes.join('\n') ?? '',
      fee: textOf(zone?.fee ?? ''),
      freeAbove: textOf(zone?.freeAbove ?? null),
      active: zone?.active ?? true,
    },
  })
  const { errors } = form.formState
  const save = ({ pincodes, fee, freeAbove, ...rest }: Form) => {
    const input = { ...rest, pincodes: pincodes.split(/[^0-9]+/).filter(Boolean), fee: numberOf(fee), freeAbove: numberOrNull(freeAbove) }
    return zone === null ? call('POST', 'zones', input) : call('PUT', `zones/${zone._id}`, { ...input, version: zone.version })
  }
  return (
    <EditorSheet
      title={zone === null ? 'A new zone' : zone.name}
      form={form}
      fields={['name', 'pincodes', 'fee', 'freeAbove']}
      save={save}
      saved="Zone saved"
      onClose={onClose}
    >
      <TextField
        label="Name"
        autoComplete="off"
        error={errors.name?.message}
        {...form.register('name', { required: 'It needs a name.' })}
      />
      <TextArea
        label="Pincodes"
        rows={6}
        className="num"
        hint="Paste a list. 560038 is one place, 5600 all that begin so."
        error={errors.pincodes?.message}
        {...form.register('pincodes')}
      />
      <TextField label="Delivery, ₹" inputMode="decimal" error={errors.fee?.message} {...form.register('fee', { validate: isNumber })} />
      <TextField
        label="Free above, ₹"
        inputMode="decimal"
        hint="Empty: as the shop has it."
        error={errors.freeAbove?.message}
        {...form.register('freeAbove', { validate: isNumberOrNothing })}
      />
      <Switch checked={form.watch('active')} onChange={(active) => form.setValue('active', active, { shouldDirty: true })}>
        We deliver there
      </Switch>
    </EditorSheet>
  )
}
