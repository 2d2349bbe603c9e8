import type { AdminProduct, ProductInput } from '../../../contract/product.ts'
import { isMultiplier } from '../../../domain/price.ts'
import { readRupees } from './rupees.ts'

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
  available: boolean
  featured: boolean
  /** Empty: drawn from the options. */
  image: string
  /** An empty family: drawn by the words of its name. */
  drawing: { family: string; flavour: string; finish: string; topping: string; tiers: string; seed: string }
  flavors: { name: string; priceMultiplier: string }[]
  sizes: { name: string; servings: string; priceMultiplier: string }[]
  eggOptions: { name: string; priceMultiplier: string }[]
}
export type Field = keyof Draft

const text = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value))

export const EMPTY: Draft = {
  name: '',
  description: '',
  category: '',
  subcategory: '',
  basePrice: '',
  costPrice: '',
  stock: '',
  available: true,
  featured: false,
  image: '',
  drawing: { family: '', flavour: '', finish: '', topping: '', tiers: '', seed: '' },
  flavors: [],
  sizes: [],
  eggOptions: [],
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
    available: product.available,
    featured: product.featured,
    image: product.image,
    drawing: {
      family: drawing?.family ?? '',
      flavour: drawing?.flavour ?? '',
      finish: drawing?.finish ?? '',
      topping: drawing?.topping ?? '',
      tiers: text(drawing?.tiers),
      seed: text(drawing?.seed),
    },
    flavors: product.flavors.map(({ name, priceMultiplier }) => ({ name, priceMultiplier: text(priceMultiplier) })),
    sizes: product.sizes.map(({ name, servings, priceMultiplier }) => ({ name, servings, priceMultiplier: text(priceMultiplier) })),
    eggOptions: product.eggOptions.map(({ name, priceMultiplier }) => ({ name, priceMultiplier: text(priceMultiplier) })),
  }
}

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
  const factors = (kind: 'flavors' | 'sizes' | 'eggOptions', index: number, typed: string) =>
    number(`${kind}.${index}.priceMultiplier`, readFactor(typed), 'above 0, at most 100, three decimals')
  const price = readRupees(draft.basePrice)
  const input: ProductInput = {
    name: draft.name,
    description: draft.description,
    category: draft.category,
    subcategory: draft.subcategory,
    basePrice: number('basePrice', price === 0 ? null : price, 'must be rupees above zero, with at most two decimals'),
    costPrice:
      draft.costPrice.trim() === '' ? null : number('costPrice', readRupees(draft.costPrice), 'must be rupees with at most two decimals'),
    stock:
      draft.stock.trim() === ''
        ? null
        : number('stock', /^\d{1,7}$/.test(draft.stock.trim()) ? Number(draft.stock) : null, 'must be a whole number, or empty'),
    available: draft.available,
    featured: draft.featured,
    image: draft.image,
    drawing: drawingOf(draft.drawing),
    flavors: draft.flavors.map((row, i) => ({ name: row.name, priceMultiplier: factors('flavors', i, row.priceMultiplier) })),
    sizes: draft.sizes.map((row, i) => ({
      name: row.name,
      servings: row.servings,
      priceMultiplier: factors('sizes', i, row.priceMultiplier),
    })),
    eggOptions: draft.eggOptions.map((row, i) => ({ name: row.name, priceMultiplier: factors('eggOptions', i, row.priceMultiplier) })),
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
