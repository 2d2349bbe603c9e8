import type { UseFormReturn } from 'react-hook-form'
import { TextArea, TextField } from '../ui/field.tsx'
import { Switch } from '../ui/switch.tsx'
import type { Draft } from './draft.ts'
import { Step } from './step.tsx'
import type { Fields } from './use-fields.ts'

const optional = (label: string) => (
  <>
    {label} <span className="font-normal text-ink-2">optional</span>
  </>
)

/** Whom to call, and who receives it when that is somebody else. */
export function WhoStep({ number, form, fields, draft }: { number: number; form: UseFormReturn<Draft>; fields: Fields; draft: Draft }) {
  const gift = draft.gift === 'yes'
  return (
    <Step number={number} title="Who it is for" done={fields.answered('phone') && (!gift || fields.answered('recipientName'))}>
      <TextField
        label="Phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        hint="We call it only about this order."
        {...fields.field('phone')}
      />
      <Switch checked={gift} onChange={(on) => form.setValue('gift', on ? 'yes' : '')}>
        It is a gift: somebody else receives it
      </Switch>
      {gift && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="Their name" autoComplete="off" {...fields.field('recipientName')} />
          <TextField
            label={optional('Their mobile')}
            type="tel"
            inputMode="tel"
            autoComplete="off"
            hint="We call it only if the door stays shut."
            {...fields.field('recipientPhone')}
          />
        </div>
      )}
    </Step>
  )
}

export const NotesField = ({ fields }: { fields: Fields }) => (
  <TextArea label={optional('Notes')} rows={2} autoComplete="off" hint="For the kitchen or the rider." {...fields.field('notes')} />
)
