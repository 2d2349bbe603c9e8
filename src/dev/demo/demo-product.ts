import type { ProductInput } from '../../contract/product.ts'
import type { CakeDrawing } from '../../domain/cake/draw-cake.ts'

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
export const size = (name: string, servings: string, priceMultiplier: number): ProductInput['sizes'][number] => ({
  ...option(name, priceMultiplier),
  servings,
  points: null,
})

export const EGG_OR_EGGLESS: Options = [option('Egg'), option('Eggless', 1.1)]
export const EGGLESS_ONLY: Options = [option('Eggless')]
export const EGG_ONLY: Options = [option('Egg')]

/** Flavours as `name` or `[name, multiplier]`. */
export const flavours = (...list: readonly (string | readonly [string, number])[]): Options =>
  list.map((each) => (typeof each === 'string' ? option(each) : option(...each)))

const WEIGHTS: ProductInput['sizes'] = [
  size('0.5 kg', 'serves 4–6', 1),
  size('1 kg', 'serves 8–10', 1.9),
  size('1.5 kg', 'serves 12–15', 2.8),
  size('2 kg', 'serves 16–20', 3.65),
  size('3 kg', 'serves 24–30', 5.4),
  size('5 kg', 'serves 40–50', 8.8),
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
    ),
  )
}

const TIERS: ProductInput['sizes'] = [
  size('2 tiers, 3 kg', 'serves 25–30', 1),
  size('3 tiers, 5 kg', 'serves 45–50', 1.65),
  size('4 tiers, 8 kg', 'serves 75–80', 2.6),
]
export const byTiers = (most: 2 | 3 | 4): ProductInput['sizes'] => TIERS.slice(0, most - 1)

export const inCategory =
  (category: string) =>
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
      allergens: [],
      hsn: '1905',
      publishAt: null,
      unpublishAt: null,
      ...given,
      category,
      slug,
      image: picturePath(slug),
      imageAlt: '',
      stock: stock ?? null,
      costPrice: Math.round(given.basePrice * 0.42),
    }
  }
