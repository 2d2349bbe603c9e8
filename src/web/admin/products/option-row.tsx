import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import type { ComponentProps } from 'react'
import type { FieldError, FieldPath, Merge, UseFormRegister } from 'react-hook-form'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import type { Draft, OptionKind } from './draft.ts'
import { typedPrice } from './typed-price.ts'

type Props = {
  readonly kind: OptionKind
  readonly one: string
  readonly index: number
  readonly last: boolean
  readonly register: UseFormRegister<Draft>
  readonly errors: Merge<FieldError, Record<string, FieldError | undefined>> | undefined
  readonly values: Draft
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

const BOX =
  'min-h-11 w-full rounded-sm bg-surface px-3 shadow-[inset_0_0_0_1.5px_var(--line-strong)] placeholder:text-ink-3 aria-invalid:shadow-[inset_0_0_0_2px_var(--anaar)]'

/** A box with a sign before what is typed. */
const Signed = ({ sign, className, ...rest }: ComponentProps<'input'> & { sign: string }) => (
  <span className="relative block">
    <span aria-hidden="true" className="pointer-events-none absolute top-2.5 left-3 text-ink-2">
      {sign}
    </span>
    <input {...rest} className={cx(BOX, 'num', className)} />
  </span>
)

/** One option: its name and what it does to the price, whether it can be had now, and for a size how much of the kitchen it takes. */
export function OptionRow({ kind, one, index, last, register, errors, values, onMove, onRemove }: Props) {
  const typed: { name: string; charge: string; available: boolean; priceMultiplier?: string } | undefined = values[kind][index]
  const label = typed?.name || `${one} ${index + 1}`
  const field = (name: string) => {
    const message = errors?.[name]?.message
    return { ...register(`${kind}.${index}.${name}` as FieldPath<Draft>), 'aria-invalid': message === undefined ? undefined : true }
  }
  const wrong = ['name', 'servings', 'priceMultiplier', 'charge', 'points'].flatMap((name) => errors?.[name]?.message ?? [])
  const scaled = kind === 'flavors' || kind === 'sizes' || kind === 'eggOptions'
  const price = scaled ? typedPrice(values.basePrice, [typed?.priceMultiplier ?? ''], [typed?.charge ?? '']) : null
  return (
    <li className="flex flex-col gap-2 border-line border-b pb-3 last:border-0 last:pb-0">
      <div className="flex items-center gap-2">
        <input
          {...field('name')}
          aria-label={`Name of ${label}`}
          placeholder={`Name of the ${one}`}
          className={cx(BOX, 'min-w-0 flex-1')}
        />
        <span className="flex shrink-0">
          <Button size="square" kind="quiet" aria-label={`Move ${label} up`} disabled={index === 0} onClick={() => onMove(-1)}>
            <ArrowUp className="size-4.5" aria-hidden="true" />
          </Button>
          <Button size="square" kind="quiet" aria-label={`Move ${label} down`} disabled={last} onClick={() => onMove(1)}>
            <ArrowDown className="size-4.5" aria-hidden="true" />
          </Button>
          <Button size="square" kind="quiet" aria-label={`Remove ${label}`} onClick={onRemove}>
            <Trash2 className="size-4.5" aria-hidden="true" />
          </Button>
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-2 [&>*]:w-26">
        {kind === 'sizes' && (
          <input {...field('servings')} aria-label={`Servings of ${label}`} placeholder="Serves 8" className={cx(BOX, 'w-40!')} />
        )}
        {scaled && (
          <Signed sign="×" {...field('priceMultiplier')} inputMode="decimal" aria-label={`Price factor of ${label}`} className="pl-7" />
        )}
        <Signed
          sign="+ ₹"
          {...field('charge')}
          inputMode="decimal"
          placeholder="0"
          aria-label={`Charge for ${label}, rupees`}
          className="pl-11"
        />
        {kind === 'sizes' && (
          <input
            {...field('points')}
            inputMode="numeric"
            placeholder={`${values.points || '1'} points`}
            aria-label={`Capacity points of ${label}`}
            className={cx(BOX, 'num')}
          />
        )}
        <label className="flex min-h-11 items-center gap-2 text-sm">
          <input type="checkbox" {...field('available')} className="size-5 accent-[var(--solid)]" aria-label={`${label} can be had now`} />
          To be had
        </label>
        {scaled && (
          <output className="num ml-auto text-right font-semibold text-sm" aria-label={`Price with ${label}`}>
            {price ?? '–'}
          </output>
        )}
      </div>
      {wrong.length > 0 && (
        <p role="alert" className="font-semibold text-anaar-ink text-sm">
          {wrong.join('; ')}
        </p>
      )}
    </li>
  )
}
