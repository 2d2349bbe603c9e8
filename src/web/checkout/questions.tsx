import { Banknote } from 'lucide-react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import { useAccount } from '../root-data.ts'
import { TextArea, TextField } from '../ui/field.tsx'
import { CHECKS, type Draft, type DraftField } from './draft.ts'
import { Step } from './step.tsx'

/** Where it goes, whom to call, how it is paid. */
export function Questions({ form }: { form: UseFormReturn<Draft> }) {
  const account = useAccount()
  const { errors } = form.formState
  const typed = useWatch({ control: form.control })
  const answered = (name: DraftField) => (typed[name] ?? '') !== '' && CHECKS[name](typed[name] ?? '') === true
  const field = (name: DraftField) => ({ ...form.register(name, { validate: CHECKS[name] }), error: errors[name]?.message })
  return (
    <>
      <Step number={1} title="Where it goes" done={answered('shippingAddress') && answered('phone')}>
        <TextArea
          label="Delivery address"
          rows={3}
          autoComplete="street-address"
          placeholder="402, Palm Grove Apartments, 12th Main"
          hint="Flat, house, street and area; a landmark helps."
          {...field('shippingAddress')}
        />
        <TextField
          label="Phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          defaultValue={account?.phone ?? ''}
          hint="We call it only about this order."
          {...field('phone')}
        />
      </Step>
      <Step number={2} title="Anything else" done={answered('notes')}>
        <TextArea
          label={
            <>
              Notes <span className="font-normal text-ink-2">optional</span>
            </>
          }
          rows={2}
          autoComplete="off"
          hint="For the kitchen or the rider."
          {...field('notes')}
        />
      </Step>
      <Step number={3} title="How you pay" done>
        <div className="flex items-start gap-3 rounded-md bg-haldi-tint p-4 shadow-[inset_0_0_0_2.5px_var(--solid)]">
          <Banknote className="mt-0.5 size-5 shrink-0" aria-hidden="true" />
          <p>
            <b className="font-[650]">Cash on delivery</b>
            <span className="block text-ink-2 text-sm">
              You pay the rider when the cake is at your door. It is the only way to pay here.
            </span>
          </p>
        </div>
      </Step>
    </>
  )
}
