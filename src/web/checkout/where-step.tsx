import { Bike, Store } from 'lucide-react'
import type { UseFormReturn } from 'react-hook-form'
import type { SlotGrid } from '../../contract/delivery.ts'
import type { Problem } from '../../contract/refusal.ts'
import { ZoneFee } from '../delivery/zone-fee.tsx'
import { useShop } from '../live/use-shop.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { Note } from '../ui/note.tsx'
import { type Draft, isPincode } from './draft.ts'
import { SavedAddresses } from './saved-addresses.tsx'
import { Step } from './step.tsx'
import type { Fields } from './use-fields.ts'

const MODES = [
  ['delivery', 'To a door', 'We bring it.', Bike],
  ['pickup', 'I pick it up', 'From our counter.', Store],
] as const

type Props = {
  readonly form: UseFormReturn<Draft>
  readonly fields: Fields
  readonly draft: Draft
  readonly zone: SlotGrid['zone']
  readonly notServed: Problem['message'] | null
}

/** Brought or fetched, and where to: the pincode first, since it says what delivery costs. */
export function WhereStep({ form, fields, draft, zone, notServed }: Props) {
  const { address, name } = useShop()
  const pickup = draft.mode === 'pickup'
  const done = pickup || (notServed === null && fields.answered('pincode') && fields.answered('shippingAddress'))
  return (
    <Step number={1} title="Where it goes" done={done}>
      <fieldset className="grid grid-cols-2 gap-3">
        <legend className="sr-only">Delivered or picked up</legend>
        {MODES.map(([mode, title, says, Icon]) => (
          <label
            key={mode}
            className={cx(
              'flex min-h-14 cursor-pointer items-center gap-3 rounded-md px-4 py-2.5 has-focus-visible:outline-3 has-focus-visible:outline-haldi',
              draft.mode === mode
                ? 'bg-haldi-tint shadow-[inset_0_0_0_2.5px_var(--solid)]'
                : 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line-strong)]',
            )}
          >
            <input type="radio" value={mode} className="sr-only" {...form.register('mode')} />
            <Icon className="size-5 shrink-0" aria-hidden="true" />
            <span className="leading-tight">
              <b className="font-[650]">{title}</b>
              <span className="block text-ink-2 text-sm max-[380px]:hidden">{says}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {pickup ? (
        <p className="rounded-md bg-sunken p-4">
          <b className="font-[650]">{name}</b>
          <span className="block whitespace-pre-line text-ink-2">{address === '' ? 'We tell you the address when we call.' : address}</span>
        </p>
      ) : (
        <>
          <SavedAddresses form={form} />
          <TextField
            label="Pincode"
            inputMode="numeric"
            autoComplete="postal-code"
            maxLength={6}
            className="sm:max-w-56"
            hint={zone === null ? 'It says what delivery costs.' : undefined}
            {...fields.field('pincode')}
          />
          {zone !== null && isPincode(draft.pincode) && (
            <p role="status" className="-mt-2 text-sm">
              <b className="font-[650]">{zone.name}</b>: <ZoneFee zone={zone} />
            </p>
          )}
          {notServed !== null && (
            <Note
              kind="blocks"
              role="status"
              title={`We do not come to ${draft.pincode.trim()} yet.`}
              actions={
                <Button kind="dark" size="small" onClick={() => form.setValue('mode', 'pickup')}>
                  I pick it up
                </Button>
              }
            >
              Another pincode, or pick it up at our counter. Nothing you typed is lost.
            </Note>
          )}
          <TextArea
            label="Delivery address"
            rows={3}
            autoComplete="street-address"
            placeholder="402, Palm Grove Apartments, 12th Main"
            hint="Flat, house, street and area; a landmark helps."
            {...fields.field('shippingAddress')}
          />
        </>
      )}
    </Step>
  )
}
