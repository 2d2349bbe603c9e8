import type { ProductInput } from '../../contract/product.ts'
import { ALLERGENS, type Allergen } from '../../domain/allergens.ts'
import type { CakeDrawing } from '../../domain/cake/draw-cake.ts'
import { isEggless } from '../../domain/egg.ts'

/** A product as the catalogue takes it, and the stem of its pictures' file names. */
export type DemoProduct = Omit<ProductInput, 'drawing'> & { readonly slug: string; readonly drawing: CakeDrawing }

type Options = ProductInput['flavors']

type Given = {
  readonly name: string
  readonly description: string
  readonly subcategory: string
  readonly basePrice: number
  readonly flavors: Options
  readonly sizes: ProductInput['sizes']
  readonly drawing: CakeDrawing
  /** Default: egg, or eggless at a little more. */
  readonly eggOptions?: Options
  readonly featured?: boolean
  readonly available?: boolean
  /** Pieces on the shelf; without it the product is made to order. */
  readonly stock?: number
  readonly compareAtPrice?: number
  readonly designs?: ProductInput['designs']
  readonly extras?: ProductInput['extras']
  readonly leadHours?: number
}

export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Widths of a product's pictures, in pixels; the path in the catalogue names the middle one. */
export const PICTURE_WIDTHS = [320, 640, 1280] as const

export const picturePath = (slug: string): string => `/media/demo/${slug}-640.webp`

const option = (name: string, priceMultiplier = 1): Options[number] => ({ name, priceMultiplier, charge: 0, available: true })
/** `points`: what one piece takes of the kitchen; null: as the product. */
export const size = (
  name: string,
  servings: string,
  priceMultiplier: number,
  points: number | null = null,
): ProductInput['sizes'][number] => ({ ...option(name, priceMultiplier), servings, points })

export const EGG_OR_EGGLESS: Options = [option('Egg'), option('Eggless', 1.1)]
export const EGGLESS_ONLY: Options = [option('Eggless')]
export const EGG_ONLY: Options = [option('Egg')]

/** Flavours as `name` or `[name, multiplier]`. */
export const flavours = (...list: readonly (string | readonly [string, number])[]): Options =>
  list.map((each) => (typeof each === 'string' ? option(each) : option(...each)))

const WEIGHTS: ProductInput['sizes'] = [
  size('0.5 kg', 'serves 4–6', 1, 1),
  size('1 kg', 'serves 8–10', 1.9, 1),
  size('1.5 kg', 'serves 12–15', 2.8, 2),
  size('2 kg', 'serves 16–20', 3.65, 2),
  size('3 kg', 'serves 24–30', 5.4, 4),
  size('5 kg', 'serves 40–50', 8.8, 6),
]

/** Weights between two, in kilograms. The price is for the lightest. */
export function byWeight(from = 0.5, to = 5): ProductInput['sizes'] {
  const within = WEIGHTS.filter(({ name }) => Number.parseFloat(name) >= from && Number.parseFloat(name) <= to)
  const first = within[0]?.priceMultiplier ?? 1
  return within.map((size) => ({ ...size, priceMultiplier: Math.round((size.priceMultiplier / first) * 1000) / 1000 }))
}

/** Pieces at a small saving for more of them. */
export const byPiece = (...counts: readonly (1 | 2 | 4 | 6 | 12)[]): ProductInput['sizes'] => {
  const price = { 1: 1, 2: 1.95, 4: 3.8, 6: 5.6, 12: 10.8 }
  const first = price[counts[0] ?? 1]
  return counts.map((count) =>
    size(
      count === 1 ? '1 piece' : `${count} pieces`,
      count === 1 ? 'for one' : `for ${count}`,
      Math.round((price[count] / first) * 1000) / 1000,
      count >= 6 ? count / 6 : 0,
    ),
  )
}

const TIERS: ProductInput['sizes'] = [
  size('2 tiers, 3 kg', 'serves 25–30', 1, 6),
  size('3 tiers, 5 kg', 'serves 45–50', 1.65, 9),
  size('4 tiers, 8 kg', 'serves 75–80', 2.6, 14),
]
export const byTiers = (most: 2 | 3 | 4): ProductInput['sizes'] => TIERS.slice(0, most - 1)

const addition = (name: string, charge: number): ProductInput['extras'][number] => ({ name, charge, available: true })
export const CANDLES_AND_KNIFE = [addition('Five candles', 40), addition('Number candle', 60), addition('Cake knife', 0)]
export const YOUR_PHOTO = [addition('Your photo on top', 250)]

/** As a label would say it, from what stands in the names. */
function allergensOf({ name, flavors, eggOptions = EGG_OR_EGGLESS }: Given): ProductInput['allergens'] {
  const words = [name, ...flavors.map((flavor) => flavor.name)].join(' ')
  const found = {
    gluten: true,
    egg: eggOptions.some((each) => !isEggless(each.name)),
    milk: true,
    nuts: /almond|pista|hazelnut|walnut|cashew|nuts?\b|praline|macaron/i.test(words),
    peanuts: false,
    soy: /chocolate|truffle/i.test(words),
    sesame: false,
  } satisfies Record<Allergen, boolean>
  return ALLERGENS.filter((allergen) => found[allergen])
}

/** `usual`: what its products have in common. */
export const inCategory =
  (category: string, usual: Pick<Given, 'designs' | 'extras' | 'leadHours'> = {}) =>
  ({ stock, ...given }: Given): DemoProduct => {
    const slug = slugOf(given.name)
    return {
      eggOptions: EGG_OR_EGGLESS,
      designs: [],
      extras: [],
      featured: false,
      available: true,
      compareAtPrice: null,
      leadHours: 0,
      points: 1,
      allergens: allergensOf(given),
      hsn: '1905',
      publishAt: null,
      unpublishAt: null,
      ...usual,
      ...given,
      category,
      slug,
      image: picturePath(slug),
      imageAlt: '',
      stock: stock ?? null,
      costPrice: Math.round(given.basePrice * 0.42),
    }
  }
