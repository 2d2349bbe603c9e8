import type { AdminProduct, ProductInput } from '../../../contract/product.ts'
import type { Allergen } from '../../../domain/allergens.ts'
import { readRupees } from '../../../domain/money.ts'
import { isMultiplier } from '../../../domain/price.ts'

/** An empty charge is none. */
type AddedRow = { name: string; charge: string; available: boolean }
type ScaledRow = AddedRow & { priceMultiplier: string }

/** A product as it stands in the editor: what is typed stays text until it is saved. */
export type Draft = {
  name: string
  description: string
  category: string
  subcategory: string
  basePrice: string
  costPrice: string
  /** Empty: made to order. */
  stock: string
  /** Empty: none. */
  compareAtPrice: string
  leadHours: string
  points: string
  hsn: string
  allergens: Allergen[]
  /** ISO 8601 UTC; empty: nothing is planned. */
  publishAt: string
  unpublishAt: string
  available: boolean
  featured: boolean
  /** Empty: drawn from the options. */
  image: string
  imageAlt: string
  /** An empty family: drawn by the words of its name. */
  drawing: { family: string; flavour: string; finish: string; topping: string; tiers: string; seed: string }
  flavors: ScaledRow[]
  sizes: (ScaledRow & { servings: string; points: string })[]
  eggOptions: ScaledRow[]
  designs: AddedRow[]
  extras: AddedRow[]
}
export type Field = keyof Draft
export type OptionKind = 'flavors' | 'sizes' | 'eggOptions' | 'designs' | 'extras'

const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value))

export const EMPTY: Draft = {
  name: '',
  description: '',
  category: '',
  subcategory: '',
  basePrice: '',
  costPrice: '',
  stock: '',
  compareAtPrice: '',
  leadHours: '0',
  points: '1',
  hsn: '1905',
  allergens: [],
  publishAt: '',
  unpublishAt: '',
  available: true,
  featured: false,
  image: '',
  imageAlt: '',
  drawing: { family: '', flavour: '', finish: '', topping: '', tiers: '', seed: '' },
  flavors: [],
  sizes: [],
  eggOptions: [],
  designs: [],
  extras: [],
}

export function draftOf(product: AdminProduct): Draft {
  const { drawing } = product
  return {
    name: product.name,
    description: product.description,
    category: product.category,
    subcategory: product.subcategory,
    basePrice: text(product.basePrice),
    costPrice: text(product.costPrice),
    stock: text(product.stock),
    compareAtPrice: text(product.compareAtPrice),
    leadHours: text(product.leadHours),
    points: text(product.points),
    hsn: product.hsn,
    allergens: product.allergens,
    publishAt: product.publishAt ?? '',
    unpublishAt: product.unpublishAt ?? '',
    available: product.available,
    featured: product.featured,
    image: product.image,
    imageAlt: product.imageAlt,
    drawing: {
      family: drawing?.family ?? '',
      flavour: drawing?.flavour ?? '',
      finish: drawing?.finish ?? '',
      topping: drawing?.topping ?? '',
      tiers: text(drawing?.tiers),
      seed: text(drawing?.seed),
    },
    flavors: product.flavors.map(scaledRow),
    sizes: product.sizes.map((size) => ({ ...scaledRow(size), servings: size.servings, points: text(size.points) })),
    eggOptions: product.eggOptions.map(scaledRow),
    designs: product.designs.map(addedRow),
    extras: product.extras.map(addedRow),
  }
}

const addedRow = ({ name, charge, available }: AdminProduct['extras'][number]): AddedRow => ({
  name,
  charge: charge === 0 ? '' : text(charge),
  available,
})
const scaledRow = (option: AdminProduct['flavors'][number]): ScaledRow => ({
  ...addedRow(option),
  priceMultiplier: text(option.priceMultiplier),
})

/** What is wrong where; `path` as the form names its fields: `flavors.0.name`. */
export type Issue = { readonly path: string; readonly message: string }

/** The factor of an option; empty counts as 1. null when it is none. */
export function readFactor(typed: string): number | null {
  const factor = typed.trim() === '' ? 1 : Number(typed.replace(',', '.'))
  return isMultiplier(factor) ? factor : null
}

/**
 * What the draft says, for the server, which judges it. Only numbers are judged here: text that is none cannot be sent.
 * @returns null beside the issues when there are any
 */
export function inputOf(draft: Draft): { readonly input: ProductInput | null; readonly issues: readonly Issue[] } {
  const issues: Issue[] = []
  const number = <T>(path: string, value: T | null, message: string): T => {
    if (value === null) issues.push({ path, message })
    return value as T
  }
  const money = (path: string, typed: string) => number(path, readRupees(typed), 'must be rupees with at most two decimals')
  const whole = (path: string, typed: string) =>
    number(path, /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : null, 'must be a whole number')
  const added = (kind: OptionKind, { name, charge, available }: AddedRow, index: number) => ({
    name,
    charge: charge.trim() === '' ? 0 : money(`${kind}.${index}.charge`, charge),
    available,
  })
  const scaled = (kind: 'flavors' | 'sizes' | 'eggOptions', row: ScaledRow, index: number) => ({
    ...added(kind, row, index),
    priceMultiplier: number(
      `${kind}.${index}.priceMultiplier`,
      readFactor(row.priceMultiplier),
      'must be above 0, at most 100, with at most three decimals',
    ),
  })
  const price = readRupees(draft.basePrice)
  const input: ProductInput = {
    name: draft.name,
    description: draft.description,
    category: draft.category,
    subcategory: draft.subcategory,
    basePrice: number('basePrice', price === 0 ? null : price, 'must be rupees above zero, with at most two decimals'),
    costPrice: draft.costPrice.trim() === '' ? null : money('costPrice', draft.costPrice),
    compareAtPrice: draft.compareAtPrice.trim() === '' ? null : money('compareAtPrice', draft.compareAtPrice),
    stock: draft.stock.trim() === '' ? null : whole('stock', draft.stock),
    leadHours: whole('leadHours', draft.leadHours),
    points: whole('points', draft.points),
    hsn: draft.hsn.trim(),
    allergens: draft.allergens,
    publishAt: draft.publishAt || null,
    unpublishAt: draft.unpublishAt || null,
    available: draft.available,
    featured: draft.featured,
    image: draft.image,
    imageAlt: draft.imageAlt,
    drawing: drawingOf(draft.drawing),
    flavors: draft.flavors.map((row, i) => scaled('flavors', row, i)),
    sizes: draft.sizes.map((row, i) => ({
      ...scaled('sizes', row, i),
      servings: row.servings,
      points: row.points.trim() === '' ? null : whole(`sizes.${i}.points`, row.points),
    })),
    eggOptions: draft.eggOptions.map((row, i) => scaled('eggOptions', row, i)),
    designs: draft.designs.map((row, i) => added('designs', row, i)),
    extras: draft.extras.map((row, i) => added('extras', row, i)),
  }
  return { input: issues.length === 0 ? input : null, issues }
}

export function drawingOf({ family, flavour, finish, topping, tiers, seed }: Draft['drawing']): ProductInput['drawing'] {
  if (family === '') return null
  return {
    family,
    flavour,
    ...(finish !== '' && { finish }),
    ...(topping !== '' && { topping }),
    ...(tiers !== '' && { tiers: Number(tiers) }),
    ...(seed !== '' && { seed: Number(seed) }),
  }
}

/** `body/flavors/0/name`, as the server says it, as the form's `flavors.0.name`. */
export const formPath = (serverPath: string): string => serverPath.replace(/^body\/?/, '').replaceAll('/', '.')
