import type * as z from 'zod'
import { Drawing, PRODUCT_FIELDS, type ProductInput } from '../../contract/product.ts'
import { Time } from '../../contract/shared.ts'
import { readRupees } from '../../domain/money.ts'
import { OPTION_HINT, readOptions, writeOptions } from './option-cell.ts'
import { joinParts, splitParts } from './parts.ts'

type Field = keyof ProductInput

/** How a field stands in a cell. Whether its value may be is for the product's schema to say. */
type Cell<T> = {
  readonly write: (value: T) => string
  /** Of a cell that is not empty. undefined: not of this form. */
  readonly read: (cell: string) => unknown
  /** What the form is. */
  readonly hint: string
  /** What an empty cell says. Left out: nothing, so that the field stays as it is, or as a new product has it. */
  readonly empty?: T
}

const text: Cell<string> = { write: (value) => value, read: (cell) => cell.trim(), hint: 'must be text' }
const rupees: Cell<number> = {
  write: (value) => value.toFixed(2),
  read: (cell) => readRupees(cell) ?? undefined,
  hint: 'must be rupees with at most two decimals',
}
const whole: Cell<number> = {
  write: String,
  read: (cell) => (/^\d{1,7}$/.test(cell.trim()) ? Number(cell) : undefined),
  hint: 'must be a whole number',
}
const flag: Cell<boolean> = {
  write: (value) => (value ? 'yes' : 'no'),
  read: (cell) => ({ yes: true, true: true, no: false, false: false })[cell.trim().toLowerCase()],
  hint: 'must be yes or no',
}
const time: Cell<string> = {
  write: (value) => value,
  read: (cell) => (Time.safeParse(cell.trim()).success ? new Date(cell.trim()).toISOString() : undefined),
  hint: 'must be a time in UTC, such as 2026-12-24T12:30:00Z',
}

const orEmpty = <T>({ write, ...cell }: Cell<T>): Cell<T | null> => ({
  ...cell,
  write: (value) => (value === null ? '' : write(value)),
  empty: null,
})
const mayBeEmpty: Cell<string> = { ...text, empty: '' }

const options = <K extends 'flavors' | 'sizes' | 'eggOptions' | 'designs' | 'extras'>(usual: {
  priceMultiplier?: number
}): Cell<ProductInput[K]> => ({
  write: writeOptions,
  read: (cell) => readOptions(cell, usual),
  hint: OPTION_HINT,
  empty: [],
})
const scaled = { priceMultiplier: 1 }

const allergens: Cell<ProductInput['allergens']> = {
  write: (value) => value.join(', '),
  read: (cell) =>
    cell
      .split(/[,;]/)
      .map((word) => word.trim().toLowerCase())
      .filter(Boolean),
  hint: 'must be words with commas between them',
  empty: [],
}

const TRAITS = Object.keys(Drawing.shape) as readonly (keyof z.infer<typeof Drawing>)[]

const drawing: Cell<ProductInput['drawing']> = {
  write: (value) => (value === null ? '' : joinParts(TRAITS.flatMap((key) => (value[key] === undefined ? [] : [`${key}: ${value[key]}`])))),
  read: (cell) => {
    const parts = splitParts(cell).map((part) => /^(\w+):\s*(.*)$/s.exec(part))
    if (parts.includes(null)) return undefined
    const number = (key: string, value: string) => (key === 'tiers' || key === 'seed' ? Number(value) : value)
    return Object.fromEntries(parts.map((part) => [part?.[1] ?? '', number(part?.[1] ?? '', part?.[2] ?? '')]))
  },
  hint: 'must be such as family: whole | flavour: mango | tiers: 2',
  empty: null,
}

const CELLS: { readonly [F in Field]: Cell<ProductInput[F]> } = {
  name: text,
  category: text,
  subcategory: mayBeEmpty,
  description: mayBeEmpty,
  basePrice: rupees,
  compareAtPrice: orEmpty(rupees),
  costPrice: orEmpty(rupees),
  stock: orEmpty(whole),
  available: flag,
  featured: flag,
  leadHours: whole,
  points: whole,
  hsn: text,
  allergens,
  publishAt: orEmpty(time),
  unpublishAt: orEmpty(time),
  sizes: options<'sizes'>(scaled),
  flavors: options<'flavors'>(scaled),
  eggOptions: options<'eggOptions'>(scaled),
  designs: options<'designs'>({}),
  extras: options<'extras'>({}),
  image: mayBeEmpty,
  imageAlt: mayBeEmpty,
  drawing,
}

const FIELD_COLUMNS = Object.keys(CELLS) as readonly Field[]
/** The header of a file, in this order. */
export const COLUMNS: readonly string[] = ['id', 'version', ...FIELD_COLUMNS]

/** One field as its cell. */
export const writeField = <F extends Field>(product: ProductInput, field: F): string => CELLS[field].write(product[field])

/** A product as a row under {@link COLUMNS}. */
export const writeRow = (id: string, version: string, product: ProductInput): string[] => [
  id,
  version,
  ...FIELD_COLUMNS.map((field) => writeField(product, field)),
]

/** @returns the value of a cell, for the schema to judge; undefined: it says nothing. A cell that is not of its form is answered by `hint`. */
export function readField(field: Field, cell: string): { readonly value: unknown } | { readonly hint: string } {
  const { read, hint, empty } = CELLS[field]
  if (cell.trim() === '') return { value: empty }
  const value = read(cell)
  return value === undefined ? { hint } : { value }
}

export const isField = (column: string): column is Field => PRODUCT_FIELDS.some((field) => field === column)
