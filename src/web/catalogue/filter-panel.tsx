import { type ReactNode, useId, useState } from 'react'
import type { Facets, ProductQuery } from '../../contract/product.ts'
import { cx } from '../ui/cx.ts'
import { SelectField, TextField } from '../ui/field.tsx'
import { VegMark } from '../ui/veg-mark.tsx'
import { DayFilter } from './day-filter.tsx'
import { priceWords, useFilters } from './use-filters.ts'

type Sort = NonNullable<ProductQuery['sort']>
const SORTS: Record<Sort, string> = {
  best: 'Best match first',
  newest: 'Newest first',
  rating: 'Best rated first',
  price: 'Lowest price first',
  '-price': 'Highest price first',
  name: 'By name',
}

/** `searching`: there is a best match. */
export function SortSelect({ searching }: { searching: boolean }) {
  const { params, set } = useFilters()
  return (
    <SelectField
      label="Sorted by"
      value={params.get('sort') ?? (searching ? 'best' : 'newest')}
      onChange={(event) => set('sort', event.target.value)}
      className="w-52 max-sm:w-full [&>label]:sr-only"
    >
      {Object.entries(SORTS)
        .filter(([value]) => searching || value !== 'best')
        .map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
    </SelectField>
  )
}

type ChoiceProps = {
  /** One of a group that excludes the others; left out: any number may be on. */
  readonly group?: string
  readonly on: boolean
  onPick(): void
  readonly count?: number | undefined
  readonly children: ReactNode
}

function Choice({ group, on, onPick, count, children }: ChoiceProps) {
  return (
    <label
      className={cx(
        'inline-flex min-h-11 items-center gap-2 rounded-full px-4 font-semibold text-sm has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
        on ? 'bg-solid text-on-solid' : 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line)]',
      )}
    >
      <input type={group === undefined ? 'checkbox' : 'radio'} name={group} className="sr-only" checked={on} onChange={onPick} />
      {children}
      {count !== undefined && <span className="num opacity-75">{count}</span>}
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

type Counted = { readonly name: string; readonly count: number }

/** What would leave nothing is left out, but for what is chosen. */
const worthwhile = (counted: readonly Counted[], chosen: readonly string[]): Counted[] => [
  ...counted.filter(({ name, count }) => count > 0 || chosen.includes(name)),
  ...chosen.filter((name) => !counted.some((each) => each.name === name)).map((name) => ({ name, count: 0 })),
]

/** So many are shown at first. */
const FIRST = 8

type Several = 'flavor' | 'size' | 'free'

function Several({
  legend,
  name,
  counted,
  say = String,
}: {
  legend: string
  name: Several
  counted: readonly Counted[]
  say?: (value: string) => string
}) {
  const { params, toggle } = useFilters()
  const chosen = params.getAll(name)
  const [all, setAll] = useState(false)
  const worth = worthwhile(counted, chosen)
  const shown = all ? worth : worth.filter((each, index) => index < FIRST || chosen.includes(each.name))
  if (worth.length === 0) return null
  return (
    <Group legend={legend}>
      {shown.map(({ name: value, count }) => (
        <Choice key={value} on={chosen.includes(value)} onPick={() => toggle(name, value)} count={count}>
          {say(value)}
        </Choice>
      ))}
      {(all || shown.length < worth.length) && worth.length > FIRST && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="min-h-11 px-2 font-semibold text-ink-2 text-sm underline"
        >
          {all ? 'Fewer' : `All ${worth.length}`}
        </button>
      )}
    </Group>
  )
}

function OneOf({
  legend,
  name,
  counted,
  any,
}: {
  legend: string
  name: 'category' | 'subcategory'
  counted: readonly Counted[]
  any: string
}) {
  const { params, set } = useFilters()
  const group = useId()
  const chosen = params.get(name)
  const shown = worthwhile(counted, chosen === null ? [] : [chosen])
  if (shown.length < 2 && chosen === null) return null
  return (
    <Group legend={legend}>
      <Choice group={group} on={chosen === null} onPick={() => set(name, null)}>
        {any}
      </Choice>
      {shown.map(({ name: value, count }) => (
        <Choice key={value} group={group} on={chosen === value} onPick={() => set(name, value)} count={count}>
          {value}
        </Choice>
      ))}
    </Group>
  )
}

/** The filters of a list with what each would leave, kept in the URL. `category`: that of the list, by its address or chosen. */
export function FilterPanel({ category, facets }: { category: string | undefined; facets: Facets }) {
  const { params, set } = useFilters()
  const group = useId()
  const egg = params.get('egg')
  const countOf = (name: string) => facets.eggs.find((each) => each.name === name)?.count
  return (
    <div className="flex flex-col gap-5">
      {(category === undefined || params.has('category')) && (
        <OneOf legend="Category" name="category" counted={facets.categories} any="All" />
      )}
      {category !== undefined && <OneOf legend="Kind" name="subcategory" counted={facets.subcategories} any="All" />}
      <Group legend="Egg">
        <Choice group={group} on={egg === null} onPick={() => set('egg', null)}>
          Either
        </Choice>
        {(['eggless', 'egg'] as const).map((value) => (
          <Choice key={value} group={group} on={egg === value} onPick={() => set('egg', value)} count={countOf(value)}>
            <VegMark eggless={value === 'eggless'} words />
          </Choice>
        ))}
      </Group>
      <DayFilter />
      <Several legend="Flavour" name="flavor" counted={facets.flavors} />
      <Several legend="Size" name="size" counted={facets.sizes} />
      <PriceFilter prices={facets.prices} />
      <Several legend="Made without" name="free" counted={facets.freeFrom} say={(allergen) => `No ${allergen}`} />
    </div>
  )
}

function PriceFilter({ prices }: Pick<Facets, 'prices'>) {
  const { params, set, setPrice } = useFilters()
  const group = useId()
  const [from, to] = [params.get('minPrice'), params.get('maxPrice')]
  const bands = prices.map((band) => ({
    from: band.from === 0 ? null : String(band.from),
    to: band.to === null ? null : String(band.to),
    count: band.count,
  }))
  const isOn = (band: (typeof bands)[number]) => band.from === from && band.to === to
  return (
    <fieldset className="border-line border-t pt-4">
      <legend className="float-left mb-2 w-full font-[650] text-sm">Base price</legend>
      <div className="clear-both mb-3 flex flex-wrap gap-2">
        <Choice group={group} on={from === null && to === null} onPick={() => setPrice(null, null)}>
          Any
        </Choice>
        {bands
          .filter((band) => band.count > 0 || isOn(band))
          .map((band) => (
            <Choice key={band.from} group={group} on={isOn(band)} onPick={() => setPrice(band.from, band.to)} count={band.count}>
              {priceWords(band.from, band.to)}
            </Choice>
          ))}
      </div>
      <div className="grid grid-cols-2 gap-3">
        <PriceField key={`min${from}`} label="From, ₹" value={from} onSet={(value) => set('minPrice', value)} />
        <PriceField key={`max${to}`} label="To, ₹" value={to} onSet={(value) => set('maxPrice', value)} />
      </div>
    </fieldset>
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
