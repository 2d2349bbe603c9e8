import { type ReactNode, useId } from 'react'
import { useSearchParams } from 'react-router'
import type { Category, ProductQuery } from '../../contract/product.ts'
import { cx } from '../ui/cx.ts'
import { SelectField, TextField } from '../ui/field.tsx'
import { VegMark } from '../ui/veg-mark.tsx'

type Sort = NonNullable<ProductQuery['sort']>
const SORTS: Record<Sort, string> = {
  newest: 'Newest first',
  rating: 'Best rated first',
  price: 'Lowest price first',
  '-price': 'Highest price first',
  name: 'By name',
}

/** Sets or drops one filter in the URL. The list begins anew; the page stays where it is. */
export function useFilter() {
  const [params, setParams] = useSearchParams()
  const set = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        if (value === null || value === '') after.delete(name)
        else after.set(name, value)
        after.delete('show')
        return after
      },
      { preventScrollReset: true, replace: true },
    )
  return { params, set }
}

const FILTERS = ['subcategory', 'egg', 'minPrice', 'maxPrice'] as const

export const countFilters = (params: URLSearchParams): number => FILTERS.filter((name) => params.has(name)).length

export function SortSelect() {
  const { params, set } = useFilter()
  return (
    <SelectField
      label="Sorted by"
      value={params.get('sort') ?? 'newest'}
      onChange={(event) => set('sort', event.target.value)}
      className="w-52 [&>label]:sr-only"
    >
      {Object.entries(SORTS).map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </SelectField>
  )
}

function Choice({
  name,
  value,
  checked,
  onPick,
  children,
}: {
  name: string
  value: string | null
  checked: boolean
  onPick: (value: string | null) => void
  children: ReactNode
}) {
  return (
    <label
      className={cx(
        'inline-flex min-h-11 items-center gap-2 rounded-full px-4 font-semibold text-sm has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
        checked ? 'bg-solid text-on-solid' : 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line)]',
      )}
    >
      <input type="radio" name={name} className="sr-only" checked={checked} onChange={() => onPick(value)} />
      {children}
    </label>
  )
}

function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="border-line border-t pt-4">
      <legend className="float-left mb-2 w-full font-[650] text-sm">{legend}</legend>
      <div className="clear-both flex flex-wrap gap-2">{children}</div>
    </fieldset>
  )
}

/** The filters of a list, each kept in the URL. */
export function FilterPanel({ category }: { category: Category | undefined }) {
  const { params, set } = useFilter()
  const group = useId()
  const pick = (name: string) => (value: string | null) => set(name, value)
  const egg = params.get('egg')
  const subcategory = params.get('subcategory')
  return (
    <div className="flex flex-col gap-5">
      {category !== undefined && category.subcategories.length > 1 && (
        <Group legend="Kind">
          <Choice name={`${group}kind`} value={null} checked={subcategory === null} onPick={pick('subcategory')}>
            All
          </Choice>
          {category.subcategories.map(({ name, count }) => (
            <Choice key={name} name={`${group}kind`} value={name} checked={subcategory === name} onPick={pick('subcategory')}>
              {name} <span className="num opacity-75">{count}</span>
            </Choice>
          ))}
        </Group>
      )}
      <Group legend="Egg">
        <Choice name={`${group}egg`} value={null} checked={egg === null} onPick={pick('egg')}>
          Either
        </Choice>
        <Choice name={`${group}egg`} value="eggless" checked={egg === 'eggless'} onPick={pick('egg')}>
          <VegMark eggless words />
        </Choice>
        <Choice name={`${group}egg`} value="egg" checked={egg === 'egg'} onPick={pick('egg')}>
          <VegMark eggless={false} words />
        </Choice>
      </Group>
      <fieldset className="border-line border-t pt-4">
        <legend className="float-left mb-2 w-full font-[650] text-sm">Base price</legend>
        <div className="clear-both grid grid-cols-2 gap-3">
          <PriceField key={`min${params.get('minPrice')}`} label="From, ₹" value={params.get('minPrice')} onSet={pick('minPrice')} />
          <PriceField key={`max${params.get('maxPrice')}`} label="To, ₹" value={params.get('maxPrice')} onSet={pick('maxPrice')} />
        </div>
      </fieldset>
    </div>
  )
}

/** Takes effect on Enter or when left, not at every digit. */
function PriceField({ label, value, onSet }: { label: string; value: string | null; onSet: (value: string | null) => void }) {
  const commit = (text: string) => {
    const digits = text.replace(/[^\d]/g, '').slice(0, 7)
    if (digits !== (value ?? '')) onSet(digits || null)
  }
  return (
    <TextField
      label={label}
      inputMode="numeric"
      defaultValue={value ?? ''}
      onBlur={(event) => commit(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && commit(event.currentTarget.value)}
    />
  )
}
