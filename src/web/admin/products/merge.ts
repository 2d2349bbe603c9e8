import { formatRupees, readRupees } from '../../../domain/money.ts'
import { type ThreeWay, threeWay } from '../../../domain/three-way.ts'
import { type Draft, EMPTY, type Field } from './draft.ts'

export const FIELDS = Object.keys(EMPTY) as readonly Field[]

export const FIELD_WORDS: Record<Field, string> = {
  name: 'Name',
  description: 'Description',
  category: 'Category',
  subcategory: 'Subcategory',
  basePrice: 'Base price',
  costPrice: 'Cost',
  stock: 'Stock',
  compareAtPrice: 'Compare-at price',
  leadHours: 'Lead time',
  points: 'Capacity points',
  hsn: 'HSN',
  allergens: 'Allergens',
  publishAt: 'On the shelf from',
  unpublishAt: 'Off the shelf from',
  available: 'Available',
  featured: 'Featured',
  image: 'Picture',
  imageAlt: 'Picture in words',
  drawing: 'Drawing',
  flavors: 'Flavours',
  sizes: 'Sizes',
  eggOptions: 'Egg options',
  designs: 'Designs',
  extras: 'Extras',
}

export const same = (one: Draft, other: Draft, field: Field): boolean => JSON.stringify(one[field]) === JSON.stringify(other[field])

export const differing = (one: Draft, other: Draft): readonly Field[] => FIELDS.filter((field) => !same(one, other, field))

/** What becomes of each field when somebody saved while you were editing. `base`: what both started from. */
export function merge(base: Draft, yours: Draft, theirs: Draft): ThreeWay<Field> {
  const found = threeWay(FIELDS, { base, yours, theirs }, (one, other) => JSON.stringify(one) === JSON.stringify(other))
  // 749.50 and 749.5 are one price.
  return { ...found, conflicts: found.conflicts.filter((field) => wordsOf(yours, field) !== wordsOf(theirs, field)) }
}

const money = (typed: string): string => {
  const rupees = readRupees(typed)
  return rupees === null ? typed : formatRupees(rupees)
}

type Row = { name: string; charge: string; available: boolean; priceMultiplier?: string; servings?: string; points?: string }

const optionWords = ({ name, servings = '', priceMultiplier, charge, points = '', available }: Row): string =>
  [
    name,
    servings && `(${servings})`,
    priceMultiplier !== undefined && `× ${priceMultiplier || '1'}`,
    charge !== '' && `+ ${money(charge)}`,
    points !== '' && `${points} points`,
    !available && 'not now',
  ]
    .filter(Boolean)
    .join(' ')

const options = (rows: readonly Row[]): string => (rows.length === 0 ? 'None' : rows.map(optionWords).join(', '))

/** One field of a draft in words. */
export function wordsOf(draft: Draft, field: Field): string {
  switch (field) {
    case 'basePrice':
    case 'costPrice':
    case 'compareAtPrice':
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
    case 'designs':
    case 'extras':
      return options(draft[field])
    case 'leadHours':
      return `${draft.leadHours} hours`
    case 'allergens':
      return draft.allergens.join(', ') || 'None'
    default:
      return draft[field] === '' ? 'Empty' : draft[field]
  }
}
