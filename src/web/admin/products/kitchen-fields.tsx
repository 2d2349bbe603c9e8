import type { UseFormReturn } from 'react-hook-form'
import { ALLERGENS } from '../../../domain/allergens.ts'
import { TextField } from '../../ui/field.tsx'
import type { Draft } from './draft.ts'
import { sentence } from './product-fields.tsx'

/** What the kitchen, the taxes and those who must not eat everything have to know. */
export function KitchenFields({ form }: { form: UseFormReturn<Draft> }) {
  const { register, formState } = form
  const { errors } = formState
  return (
    <section aria-labelledby="kitchen-fields" className="grid gap-4 rounded-md bg-surface p-5 shadow-1 sm:grid-cols-3">
      <h2 id="kitchen-fields" className="text-lg sm:col-span-3">
        Kitchen and tax
      </h2>
      <TextField
        label="Lead time, hours"
        hint="How long before its slot an order must come."
        inputMode="numeric"
        autoComplete="off"
        {...register('leadHours')}
        error={sentence(errors, 'leadHours')}
      />
      <TextField
        label="Capacity points"
        hint="What one piece takes of a slot; a size may have its own."
        inputMode="numeric"
        autoComplete="off"
        {...register('points')}
        error={sentence(errors, 'points')}
      />
      <TextField
        label="HSN"
        hint="The tax class: 1905 for cakes."
        inputMode="numeric"
        autoComplete="off"
        {...register('hsn')}
        error={sentence(errors, 'hsn')}
      />
      <fieldset className="sm:col-span-3">
        <legend className="font-[650] text-sm">It contains</legend>
        <div className="flex flex-wrap gap-x-5">
          {ALLERGENS.map((allergen) => (
            <label key={allergen} className="flex min-h-11 items-center gap-2">
              <input type="checkbox" value={allergen} {...register('allergens')} className="size-5 accent-[var(--solid)]" />
              {allergen}
            </label>
          ))}
        </div>
      </fieldset>
    </section>
  )
}
