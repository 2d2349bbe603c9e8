import type { AdminProduct, Product, ProductInput, Review } from '../../contract/product.ts'
import { fromRupees, paise, toRupees } from '../../domain/money.ts'
import { multiplier } from '../../domain/price.ts'

export const OPTION_KINDS = ['flavor', 'size', 'egg'] as const
export type OptionKind = (typeof OPTION_KINDS)[number]

/** As {@link optionsOf} writes and `products.options` holds it: in order of place. */
export type OptionRow = readonly [kind: OptionKind, name: string, servings: string, thousandths: number]

export type ProductRow = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly category: string
  readonly subcategory: string
  readonly base_price: number
  readonly cost_price: number | null
  readonly image: string
  readonly drawing: Product['drawing']
  readonly available: boolean
  readonly featured: boolean
  readonly stock: number | null
  readonly rating_sum: number
  readonly rating_count: number
  readonly archived_at: Date | null
  readonly version: number
  readonly created_at: Date
  readonly updated_at: Date
  readonly options: readonly OptionRow[]
}

export type ReviewRow = {
  readonly id: string
  readonly author: string
  readonly rating: number
  readonly comment: string
  readonly created_at: Date
}

export function toAdminProduct(row: ProductRow): AdminProduct {
  const { options } = row
  const factors = (kind: OptionKind) =>
    options.filter((option) => option[0] === kind).map(([, name, , thousandths]) => ({ name, priceMultiplier: thousandths / 1000 }))
  return {
    _id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    subcategory: row.subcategory,
    basePrice: toRupees(paise(row.base_price)),
    image: row.image,
    drawing: row.drawing,
    flavors: factors('flavor'),
    sizes: options
      .filter((option) => option[0] === 'size')
      .map(([, name, servings, thousandths]) => ({ name, servings, priceMultiplier: thousandths / 1000 })),
    eggOptions: factors('egg'),
    available: row.available,
    featured: row.featured,
    stock: row.stock,
    rating: row.rating_count === 0 ? 0 : Math.round((row.rating_sum / row.rating_count) * 10) / 10,
    reviewCount: row.rating_count,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    costPrice: row.cost_price === null ? null : toRupees(paise(row.cost_price)),
    archived: row.archived_at !== null,
  }
}

/** Names every field that everybody may see: a field that is added to the staff's view stays private until it is written here. */
export const toPublicProduct = (product: AdminProduct): Product => ({
  _id: product._id,
  name: product.name,
  description: product.description,
  category: product.category,
  subcategory: product.subcategory,
  basePrice: product.basePrice,
  image: product.image,
  drawing: product.drawing,
  flavors: product.flavors,
  sizes: product.sizes,
  eggOptions: product.eggOptions,
  available: product.available,
  featured: product.featured,
  stock: product.stock,
  rating: product.rating,
  reviewCount: product.reviewCount,
  version: product.version,
  createdAt: product.createdAt,
  updatedAt: product.updatedAt,
})

/** On the shelf for everybody. */
export const isPublic = (product: AdminProduct): boolean => product.available && !product.archived

export const toReview = (row: ReviewRow): Review => ({
  _id: row.id,
  user: row.author,
  rating: row.rating,
  comment: row.comment,
  date: row.created_at.toISOString(),
})

/** What an editor may set, of a product as it stands. */
export const fieldsOf = (product: AdminProduct): ProductInput => ({
  name: product.name,
  description: product.description,
  category: product.category,
  subcategory: product.subcategory,
  basePrice: product.basePrice,
  image: product.image,
  drawing: product.drawing,
  flavors: product.flavors,
  sizes: product.sizes,
  eggOptions: product.eggOptions,
  available: product.available,
  featured: product.featured,
  stock: product.stock,
  costPrice: product.costPrice,
})

export const columnsOf = (input: ProductInput) => ({
  name: input.name,
  description: input.description,
  category: input.category,
  subcategory: input.subcategory,
  base_price: fromRupees(input.basePrice) as number,
  cost_price: input.costPrice === null ? null : (fromRupees(input.costPrice) as number),
  image: input.image,
  drawing: input.drawing === null ? null : JSON.stringify(input.drawing),
  available: input.available,
  featured: input.featured,
  stock: input.stock,
})

export function optionsOf({ flavors, sizes, eggOptions }: ProductInput) {
  const row = (kind: OptionKind, place: number, { name, priceMultiplier }: { name: string; priceMultiplier: number }, servings = '') => ({
    kind,
    place,
    name,
    servings,
    multiplier: multiplier(priceMultiplier) as number,
  })
  return [
    ...flavors.map((flavor, place) => row('flavor', place, flavor)),
    ...sizes.map((size, place) => row('size', place, size, size.servings)),
    ...eggOptions.map((option, place) => row('egg', place, option)),
  ]
}
