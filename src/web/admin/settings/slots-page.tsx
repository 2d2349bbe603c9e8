import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Slot, SlotInput } from '../../../contract/delivery.ts'
import { pageShop } from '../../app-context.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Tag } from '../../ui/tag.tsx'
import { notify } from '../../ui/toast.tsx'
import type { Route } from './+types/slots-page'
import { EditorSheet } from './editor-sheet.tsx'
import { isNumber, numberOf, WEEKDAYS } from './form-words.ts'
import { call } from './remove.ts'
import { WeekPicture } from './week-picture.tsx'

export const loader = async ({ context }: Route.LoaderArgs) => ({ slots: await context.get(pageShop).slots() })

export const meta: Route.MetaFunction = () => [{ title: 'Slots' }, { name: 'robots', content: 'noindex' }]

const inputOf = ({ _id, version, ...input }: Slot): SlotInput => input
const titleOf = ({ name, starts, ends }: Slot): string => `${name === '' ? '' : `${name}, `}${starts} to ${ends}`

async function remove(slot: Slot): Promise<void> {
  const answer = await call<{ removed: boolean; slot: Slot }>('DELETE', `slots/${slot._id}`)
  if (!answer.ok) return notify(answer.problem.message, { kind: 'error' })
  const { removed, slot: left } = answer.data
  const undo = () =>
    removed ? call('POST', 'slots', inputOf(slot)) : call('PUT', `slots/${slot._id}`, { ...inputOf(slot), version: left.version })
  notify(removed ? 'Slot removed' : 'Orders name this slot: it is switched off', { action: { label: 'Undo', onClick: () => void undo() } })
}

export default function SlotsPage({ loaderData: { slots } }: Route.ComponentProps) {
  const [edited, setEdited] = useState<Slot | 'new' | null>(null)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-ink-2">What a week looks like. One day apart from the others is set under Days.</p>
        <Button kind="dark" onClick={() => setEdited('new')}>
          <Plus className="size-5" aria-hidden="true" />
          Add a slot
        </Button>
      </div>
      {slots.length === 0 ? (
        <EmptyState title="No slots yet">Without slots customers order without choosing a time.</EmptyState>
      ) : (
        <>
          <WeekPicture slots={slots} />
          <ul className="grid gap-3 lg:grid-cols-2">
            {slots.map((slot) => (
              <li key={slot._id} className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md bg-surface p-4 shadow-1">
                <div className="min-w-0 flex-1 basis-56">
                  <h2 className="num text-lg">{titleOf(slot)}</h2>
                  <p className="num text-ink-2 text-sm">
                    {slot.weekdays.length === 7 ? 'Every day' : slot.weekdays.map((day) => WEEKDAYS[day - 1]).join(', ')} · {slot.capacity}{' '}
                    points · closes {slot.cutOffMinutes} min before
                  </p>
                </div>
                <Tag tone={slot.mode === 'pickup' ? 'neel' : 'haldi'}>{slot.mode === 'pickup' ? 'Pickup' : 'Delivery'}</Tag>
                {!slot.active && <Tag>Off</Tag>}
                <div className="flex w-full gap-2">
                  <Button size="small" onClick={() => setEdited(slot)} aria-label={`Edit ${titleOf(slot)}`}>
                    Edit
                  </Button>
                  <Button size="small" kind="quiet" onClick={() => void remove(slot)} aria-label={`Remove ${titleOf(slot)}`}>
                    Remove
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {edited !== null && <SlotEditor slot={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </>
  )
}

type Form = Omit<SlotInput, 'capacity' | 'cutOffMinutes'> & { capacity: string; cutOffMinutes: string }

function SlotEditor({ slot, onClose }: { slot: Slot | null; onClose: () => void }) {
  const form = useForm<Form>({
    defaultValues: {
      name: slot?.name ?? '',
      mode: slot?.mode ?? 'delivery',
      starts: slot?.starts ?? '16:00',
      ends: slot?.ends ?? '18:00',
      weekdays: [...(slot?.weekdays ?? [1, 2, 3, 4, 5, 6, 7])],
      capacity: String(slot?.capacity ?? 20),
      cutOffMinutes: String(slot?.cutOffMinutes ?? 60),
      active: slot?.active ?? true,
    },
  })
  const { errors } = form.formState
  const weekdays = form.watch('weekdays')
  const toggle = (day: number) => {
    const next = weekdays.includes(day) ? weekdays.filter((each) => each !== day) : [...weekdays, day].sort()
    form.setValue('weekdays', next, { shouldDirty: true })
  }
  const save = ({ capacity, cutOffMinutes, ...rest }: Form) => {
    const input = { ...rest, capacity: numberOf(capacity), cutOffMinutes: numberOf(cutOffMinutes) }
    return slot === null ? call('POST', 'slots', input) : call('PUT', `slots/${slot._id}`, { ...input, version: slot.version })
  }
  return (
    <EditorSheet
      title={slot === null ? 'A new slot' : titleOf(slot)}
      form={form}
      fields={['name', 'mode', 'starts', 'ends', 'weekdays', 'capacity', 'cutOffMinutes']}
      save={save}
      saved="Slot saved"
      onClose={onClose}
    >
      <SelectField label="For" error={errors.mode?.message} {...form.register('mode')}>
        <option value="delivery">Delivery</option>
        <option value="pickup">Pickup</option>
      </SelectField>
      <TextField label="Name, if you like" autoComplete="off" error={errors.name?.message} {...form.register('name')} />
      <div className="grid grid-cols-2 gap-3">
        <TextField label="From" type="time" error={errors.starts?.message} {...form.register('starts')} />
        <TextField label="To" type="time" error={errors.ends?.message} {...form.register('ends')} />
      </div>
      <fieldset>
        <legend className="mb-1.5 font-[650] text-sm">On</legend>
        <div className="flex flex-wrap gap-1.5">
          {WEEKDAYS.map((word, index) => (
            <Button
              key={word}
              className="!px-3.5 aria-pressed:!bg-solid aria-pressed:!text-on-solid"
              aria-pressed={weekdays.includes(index + 1)}
              onClick={() => toggle(index + 1)}
            >
              {word}
            </Button>
          ))}
        </div>
        {errors.weekdays !== undefined && <p className="mt-1.5 font-semibold text-anaar-ink text-sm">Choose at least one day.</p>}
      </fieldset>
      <TextField
        label="Points a day"
        inputMode="numeric"
        hint="How much of the kitchen fits; each cake says what it takes."
        error={errors.capacity?.message}
        {...form.register('capacity', { validate: isNumber })}
      />
      <TextField
        label="Closes, minutes before it starts"
        inputMode="numeric"
        error={errors.cutOffMinutes?.message}
        {...form.register('cutOffMinutes', { validate: isNumber })}
      />
      <Switch checked={form.watch('active')} onChange={(active) => form.setValue('active', active, { shouldDirty: true })}>
        Customers can choose it
      </Switch>
    </EditorSheet>
  )
}
