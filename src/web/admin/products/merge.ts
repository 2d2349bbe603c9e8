import { formatRupees } from '../../../domain/money.ts'
import { type Draft, EMPTY, type Field } from './draft.ts'
import { readRupees } from './rupees.ts'

export const FIELDS = Object.keys(EMPTY) as readonly Field[]

export const FIELD_WORDS: Record<Field, string> = {
  name: 'Name',
  description: 'Description',
  category: 'Category',
  subcategory: 'Subcategory',
  basePrice: 'Base price',
  costPrice: 'Cost',
  stock: 'Stock',
  available: 'Available',
  featured: 'Featured',
  image: 'Picture',
  drawing: 'Drawing',
  flavors: 'Flavours',
  sizes: 'Sizes',
  eggOptions: 'Egg options',
}

export const same = (one: Draft, other: Draft, field: Field): boolean => JSON.stringify(one[field]) === JSON.stringify(other[field])

export const differing = (one: Draft, other: Draft): readonly Field[] => FIELDS.filter((field) => !same(one, other, field))

export type Merge = {
  /** They changed it, you did not: theirs is taken. */
  readonly taken: readonly Field[]
  /** You changed it, they did not: yours is kept. */
  readonly kept: readonly Field[]
  /** Both changed it, each otherwise: somebody has to say. */
  readonly clashing: readonly Field[]
}

/** What becomes of each field when somebody saved while you were editing. `base`: what both started from. */
export function merge(base: Draft, yours: Draft, theirs: Draft): Merge {
  const changedByYou = (field: Field) => !same(base, yours, field)
  const changedByThem = (field: Field) => !same(base, theirs, field)
  return {
    taken: FIELDS.filter((field) => changedByThem(field) && !changedByYou(field)),
    kept: FIELDS.filter((field) => changedByYou(field) && !changedByThem(field)),
    clashing: FIELDS.filter((field) => changedByThem(field) && changedByYou(field) && !same(yours, theirs, field)),
  }
}

const money = (typed: string): string => {
  const rupees = readRupees(typed)
  return rupees === null ? typed : formatRupees(rupees)
}

const options = (rows: readonly { name: string; priceMultiplier: string; servings?: string }[]): string =>
  rows.length === 0
    ? 'None'
    : rows
        .map(({ name, servings = '', priceMultiplier }) => `${name}${servings && ` (${servings})`} × ${priceMultiplier || '1'}`)
        .join(', ')

/** One field of a draft in words. */
export function wordsOf(draft: Draft, field: Field): string {
  switch (field) {
    case 'basePrice':
    case 'costPrice':
      return draft[field] === '' ? 'None' : money(draft[field])
    case 'stock':
      return draft.stock === '' ? 'Made to order' : draft.stock
    case 'available':
    case 'featured':
      return draft[field] ? 'Yes' : 'No'
    case 'image':
      return draft.image === '' ? 'Drawn from the options' : draft.image
    case 'drawing':
      return Object.values(draft.drawing).filter(Boolean).join(', ') || 'By its name'
    case 'flavors':
    case 'sizes':
    case 'eggOptions':
      return options(draft[field])
    default:
      return draft[field] === '' ? 'Empty' : draft[field]
  }
}
