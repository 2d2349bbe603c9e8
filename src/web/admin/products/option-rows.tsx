import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { type Control, type FieldErrors, type UseFormRegister, useFieldArray } from 'react-hook-form'
import { formatRupees, fromRupees, toRupees } from '../../../domain/money.ts'
import { multiplier, unitPrice } from '../../../domain/price.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { type Draft, readFactor } from './draft.ts'
import { readRupees } from './rupees.ts'

type Kind = 'flavors' | 'sizes' | 'eggOptions'

type Props = {
  readonly kind: Kind
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

/** What a cake costs with this one factor. null while either is no number. */
function priceWith(base: string, factor: string): string | null {
  const rupees = readRupees(base)
  const times = readFactor(factor)
  if (rupees === null || times === null) return null
  try {
    return formatRupees(toRupees(unitPrice(fromRupees(rupees), [multiplier(times)])))
  } catch {
    // More than the shop deals in.
    return null
  }
}

const PLAIN = { name: '', priceMultiplier: '1', charge: '', available: true }
const FRESH: { [K in Kind]: Draft[K][number] } = { flavors: PLAIN, sizes: { ...PLAIN, servings: '', points: '' }, eggOptions: PLAIN }

const BOX =
  'min-h-11 w-full rounded-sm bg-surface px-3 shadow-[inset_0_0_0_1.5px_var(--line-strong)] placeholder:text-ink-3 aria-invalid:shadow-[inset_0_0_0_2px_var(--anaar)]'

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
        <Button size="small" aria-label={`Add a ${one}`} onClick={() => append({ ...FRESH[kind] })}>
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
      <ol className="flex flex-col gap-2">
        {fields.map((row, index) => {
          const rowErrors = errors?.[index]
          const wrong = [rowErrors?.name?.message, rowErrors?.priceMultiplier?.message].filter(Boolean)
          const label = values[kind][index]?.name || `${one} ${index + 1}`
          return (
            <li key={row.id} className="flex flex-col gap-1">
              <div
                className={cx(
                  'grid items-center gap-2',
                  kind === 'sizes'
                    ? 'grid-cols-[1fr_1fr] sm:grid-cols-[1.3fr_1fr_5.5rem_5.5rem_auto]'
                    : 'grid-cols-[1fr_5.5rem] sm:grid-cols-[1fr_5.5rem_5.5rem_auto]',
                )}
              >
                <input
                  {...form.register(`${kind}.${index}.name`)}
                  aria-label={`Name of ${label}`}
                  aria-invalid={rowErrors?.name !== undefined || undefined}
                  placeholder={`Name of the ${one}`}
                  className={BOX}
                />
                {kind === 'sizes' && (
                  <input
                    {...form.register(`sizes.${index}.servings`)}
                    aria-label={`Servings of ${label}`}
                    placeholder="Serves 8"
                    className={BOX}
                  />
                )}
                <span className="relative">
                  <span aria-hidden="true" className="pointer-events-none absolute top-2.5 left-3 text-ink-2">
                    ×
                  </span>
                  <input
                    {...form.register(`${kind}.${index}.priceMultiplier`)}
                    inputMode="decimal"
                    aria-label={`Price factor of ${label}`}
                    aria-invalid={rowErrors?.priceMultiplier !== undefined || undefined}
                    className={cx(BOX, 'num pl-7')}
                  />
                </span>
                <output className="num text-right font-semibold text-sm" aria-label={`Price with ${label}`}>
                  {priceWith(values.basePrice, values[kind][index]?.priceMultiplier ?? '') ?? '–'}
                </output>
                <span className="flex justify-end max-sm:col-span-2">
                  <Button
                    size="square"
                    kind="quiet"
                    aria-label={`Move ${label} up`}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  >
                    <ArrowUp className="size-4.5" aria-hidden="true" />
                  </Button>
                  <Button
                    size="square"
                    kind="quiet"
                    aria-label={`Move ${label} down`}
                    disabled={index === fields.length - 1}
                    onClick={() => move(index, index + 1)}
                  >
                    <ArrowDown className="size-4.5" aria-hidden="true" />
                  </Button>
                  <Button size="square" kind="quiet" aria-label={`Remove ${label}`} onClick={() => remove(index)}>
                    <Trash2 className="size-4.5" aria-hidden="true" />
                  </Button>
                </span>
              </div>
              {wrong.length > 0 && (
                <p role="alert" className="font-semibold text-anaar-ink text-sm">
                  {wrong.join('; ')}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
