import { Plus } from 'lucide-react'
import { type Control, type FieldErrors, type UseFormRegister, useFieldArray } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import type { Draft, OptionKind } from './draft.ts'
import { OptionRow } from './option-row.tsx'

type Props = {
  readonly kind: OptionKind
  readonly title: string
  /** One of them: "flavour". */
  readonly one: string
  readonly form: {
    readonly control: Control<Draft>
    readonly register: UseFormRegister<Draft>
    readonly formState: { readonly errors: FieldErrors<Draft> }
  }
  readonly values: Draft
}

const ADDED = { name: '', charge: '', available: true }
const SCALED = { ...ADDED, priceMultiplier: '1' }
const FRESH: { [K in OptionKind]: Draft[K][number] } = {
  flavors: SCALED,
  sizes: { ...SCALED, servings: '', points: '' },
  eggOptions: SCALED,
  designs: ADDED,
  extras: ADDED,
}

/** The options of one kind: add, remove and reorder by buttons, each with the price that it makes. */
export function OptionRows({ kind, title, one, form, values }: Props) {
  const { fields, append, remove, move } = useFieldArray({ control: form.control, name: kind })
  const errors = form.formState.errors[kind]
  const whole = errors?.root?.message ?? errors?.message
  return (
    <section aria-labelledby={`options-${kind}`} className="rounded-md bg-surface p-5 shadow-1">
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 id={`options-${kind}`} className="text-lg">
          {title}
        </h2>
        <Button size="small" aria-label={`Add ${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`} onClick={() => append({ ...FRESH[kind] })}>
          <Plus className="size-4" aria-hidden="true" />
          Add
        </Button>
      </div>
      {fields.length === 0 && <p className="text-ink-2 text-sm">None: nothing is asked of the customer.</p>}
      {whole !== undefined && (
        <p role="alert" className="mb-2 font-semibold text-anaar-ink text-sm">
          {whole}
        </p>
      )}
      <ol className="flex flex-col gap-3">
        {fields.map((row, index) => (
          <OptionRow
            key={row.id}
            kind={kind}
            one={one}
            index={index}
            last={index === fields.length - 1}
            register={form.register}
            errors={errors?.[index]}
            values={values}
            onMove={(by) => move(index, index + by)}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
    </section>
  )
}
