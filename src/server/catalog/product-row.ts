import type { AdminProduct, Product, ProductInput, Review } from '../../contract/product.ts'
import type { Allergen } from '../../domain/allergens.ts'
import { fromRupees, paise, toRupees } from '../../domain/money.ts'
import { multiplier } from '../../domain/price.ts'

export const OPTION_KINDS = ['flavor', 'size', 'egg', 'design', 'extra'] as const
export type OptionKind = (typeof OPTION_KINDS)[number]

/** As {@link optionsOf} writes and `products.options` holds it: in order of place. Charges in paise. */
export type OptionRow = readonly [
  kind: OptionKind,
  name: string,
  servings: string,
  thousandths: number,
  charge: number,
  available: boolean,
  points: number | null,
]

export type ProductRow = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly category: string
  readonly subcategory: string
  readonly base_price: number
  readonly cost_price: number | null
  readonly image: string
  readonly image_alt: string
  readonly drawing: Product['drawing']
  readonly available: boolean
  readonly featured: boolean
  readonly stock: number | null
  readonly compare_at_price: number | null
  readonly lead_hours: number
  readonly points: number
  readonly hsn: string
  readonly publish_at: Date | null
  readonly unpublish_at: Date | null
  readonly allergens: readonly Allergen[]
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
  readonly product_id: string
  readonly version: number
  readonly author: string
  readonly rating: number
  readonly comment: string
  readonly created_at: Date
}

export function toAdminProduct(row: ProductRow): AdminProduct {
  const of = (kind: OptionKind) => row.options.filter((option) => option[0] === kind)
  const scaled = ([, name, , thousandths, charge, available]: OptionRow) => ({
    name,
    priceMultiplier: thousandths / 1000,
    charge: toRupees(paise(charge)),
    available,
  })
  const addition = ([, name, , , charge, available]: OptionRow) => ({ name, charge: toRupees(paise(charge)), available })
  return {
    _id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    subcategory: row.subcategory,
    basePrice: toRupees(paise(row.base_price)),
    image: row.image,
    imageAlt: row.image_alt,
    drawing: row.drawing,
    flavors: of('flavor').map(scaled),
    sizes: of('size').map((option) => ({ ...scaled(option), servings: option[2], points: option[6] })),
    eggOptions: of('egg').map(scaled),
    designs: of('design').map(addition),
    extras: of('extra').map(addition),
    available: row.available,
    featured: row.featured,
    stock: row.stock,
    compareAtPrice: row.compare_at_price === null ? null : toRupees(paise(row.compare_at_price)),
    leadHours: row.lead_hours,
    points: row.points,
    allergens: [...row.allergens],
    rating: row.rating_count === 0 ? 0 : Math.round((row.rating_sum / row.rating_count) * 10) / 10,
    reviewCount: row.rating_count,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    costPrice: row.cost_price === null ? null : toRupees(paise(row.cost_price)),
    hsn: row.hsn,
    publishAt: row.publish_at?.toISOString() ?? null,
    unpublishAt: row.unpublish_at?.toISOString() ?? null,
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
  imageAlt: product.imageAlt,
  drawing: product.drawing,
  flavors: product.flavors,
  sizes: product.sizes,
  eggOptions: product.eggOptions,
  designs: product.designs,
  extras: product.extras,
  available: product.available,
  featured: product.featured,
  stock: product.stock,
  compareAtPrice: product.compareAtPrice,
  leadHours: product.leadHours,
  points: product.points,
  allergens: product.allergens,
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
  productId: row.product_id,
  user: row.author,
  rating: row.rating,
  comment: row.comment,
  date: row.created_at.toISOString(),
  version: row.version,
})

/** What an editor may set, of a product as it stands. */
export const fieldsOf = (product: AdminProduct): ProductInput => ({
  name: product.name,
  description: product.description,
  category: product.category,
  subcategory: product.subcategory,
  basePrice: product.basePrice,
  image: product.image,
  imageAlt: product.imageAlt,
  drawing: product.drawing,
  flavors: product.flavors,
  sizes: product.sizes,
  eggOptions: product.eggOptions,
  designs: product.designs,
  extras: product.extras,
  available: product.available,
  featured: product.featured,
  stock: product.stock,
  compareAtPrice: product.compareAtPrice,
  leadHours: product.leadHours,
  points: product.points,
  allergens: product.allergens,
  costPrice: product.costPrice,
  hsn: product.hsn,
  publishAt: product.publishAt,
  unpublishAt: product.unpublishAt,
})

export const columnsOf = (input: ProductInput) => ({
  name: input.name,
  description: input.description,
  category: input.category,
  subcategory: input.subcategory,
  base_price: fromRupees(input.basePrice) as number,
  cost_price: input.costPrice === null ? null : (fromRupees(input.costPrice) as number),
  image: input.image,
  image_alt: input.imageAlt,
  drawing: input.drawing === null ? null : JSON.stringify(input.drawing),
  available: input.available,
  featured: input.featured,
  stock: input.stock,
  compare_at_price: input.compareAtPrice === null ? null : (fromRupees(input.compareAtPrice) as number),
  lead_hours: input.leadHours,
  points: input.points,
  hsn: input.hsn,
  publish_at: input.publishAt,
  unpublish_at: input.unpublishAt,
  allergens: input.allergens,
})

type OptionInput = {
  readonly name: string
  readonly charge: number
  readonly available: boolean
  readonly priceMultiplier?: number
  readonly servings?: string
  readonly points?: number | null
}

export function optionsOf({ flavors, sizes, eggOptions, designs, extras }: ProductInput) {
  const rows = (kind: OptionKind, options: readonly OptionInput[]) =>
    options.map(({ name, charge, available, priceMultiplier = 1, servings = '', points = null }, place) => ({
      kind,
      place,
      name,
      servings,
      multiplier: multiplier(priceMultiplier) as number,
      charge: fromRupees(charge) as number,
      available,
      points,
    }))
  return [
    ...rows('flavor', flavors),
    ...rows('size', sizes),
    ...rows('egg', eggOptions),
    ...rows('design', designs),
    ...rows('extra', extras),
  ]
}
