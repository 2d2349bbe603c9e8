import * as z from 'zod'
import { ALLERGENS } from '../domain/allergens.ts'
import { Day, Points } from './delivery.ts'
import { Flag, Id, line, Multiplier, Paging, prose, Rupees, RupeesText, Time, Words } from './shared.ts'

/** Flat, added after the factors. */
const charge = Rupees.default(0)
/** False: shown, but not to be had now. */
const available = z.boolean().default(true)
const scaled = { priceMultiplier: Multiplier, charge, available }
export const Flavor = z.strictObject({ name: line(40), ...scaled })
export const Size = z.strictObject({
  name: line(40),
  servings: line(40, 0).default(''),
  ...scaled,
  /** Of one piece in this size; null: as the product's. */
  points: Points.nullable().default(null),
})
export const EggOption = z.strictObject({ name: line(20), ...scaled })
/** Something that may be added for a flat charge: a design, a candle. */
export const Addition = z.strictObject({ name: line(40), charge, available })

/** How the product's cake is drawn (see domain/cake). */
export const Drawing = z.strictObject({
  family: z.string().max(20),
  flavour: z.string().max(20),
  finish: z.string().max(20).optional(),
  topping: z.string().max(20).optional(),
  tiers: z.int().min(1).max(4).optional(),
  seed: z.int().min(0).max(1_000_000).optional(),
})

/** A picture of ours: a path on this shop, never an address elsewhere. */
export const PicturePath = z
  .string()
  .max(200)
  .regex(/^(\/(media|assets)\/[a-z0-9][a-z0-9/._-]*)?$/i, 'must be a picture of this shop')
  .refine((path) => !path.includes('..'), 'must be a picture of this shop')

export const Review = z.object({
  _id: Id,
  productId: Id,
  user: z.string(),
  rating: z.int(),
  comment: z.string(),
  date: Time,
  version: z.int(),
})
export type Review = z.infer<typeof Review>

const distinctNames = (options: readonly { name: string }[]) =>
  new Set(options.map((option) => option.name.toLowerCase())).size === options.length

/** Six weeks. */
export const MAX_LEAD_HOURS = 1008

const fields = {
  name: line(80),
  description: prose(2000),
  category: line(40),
  subcategory: line(40, 0),
  basePrice: Rupees.refine((rupees) => rupees > 0, 'must be above zero'),
  image: PicturePath,
  /** What the picture shows, for who does not see it; '' when the name says enough. */
  imageAlt: line(160, 0),
  drawing: Drawing.nullable(),
  flavors: z.array(Flavor).max(24).refine(distinctNames, 'must have distinct names'),
  sizes: z.array(Size).max(24).refine(distinctNames, 'must have distinct names'),
  eggOptions: z.array(EggOption).max(4).refine(distinctNames, 'must have distinct names'),
  /** At most one is chosen. */
  designs: z.array(Addition).max(24).refine(distinctNames, 'must have distinct names'),
  /** Any number is chosen. */
  extras: z.array(Addition).max(24).refine(distinctNames, 'must have distinct names'),
  available: z.boolean(),
  featured: z.boolean(),
  /** Pieces left; null: made to order. */
  stock: z.int().min(0).max(1_000_000).nullable(),
  /** The price that the base price is compared with (MRP), above it. */
  compareAtPrice: Rupees.nullable(),
  /** An order must come so many hours before its slot. */
  leadHours: z.int().min(0).max(MAX_LEAD_HOURS),
  /** What one piece takes of the kitchen's capacity. */
  points: Points,
  allergens: z
    .array(z.enum(ALLERGENS))
    .max(ALLERGENS.length)
    .transform((some) => ALLERGENS.filter((each) => some.includes(each))),
}

const staffFields = {
  costPrice: Rupees.nullable(),
  /** The tax class of the goods. */
  hsn: z.string().regex(/^\d{4,8}$/, 'must be 4 to 8 digits'),
  /** Until then it is not available; then it is, by itself. A time that has passed is acted on at once. */
  publishAt: Time.nullable(),
  /** Then it is available no longer. */
  unpublishAt: Time.nullable(),
}

const shownOption = { priceMultiplier: z.number(), charge: z.number(), available: z.boolean() }
const ShownAddition = z.object({ name: z.string(), charge: z.number(), available: z.boolean() })

/** What everybody may see. `available` products only. */
export const Product = z.object({
  _id: Id,
  ...fields,
  name: z.string(),
  description: z.string(),
  category: z.string(),
  subcategory: z.string(),
  basePrice: z.number(),
  image: z.string(),
  imageAlt: z.string(),
  flavors: z.array(z.object({ name: z.string(), ...shownOption })),
  sizes: z.array(z.object({ name: z.string(), servings: z.string(), ...shownOption, points: z.int().nullable() })),
  eggOptions: z.array(z.object({ name: z.string(), ...shownOption })),
  designs: z.array(ShownAddition),
  extras: z.array(ShownAddition),
  stock: z.int().nullable(),
  compareAtPrice: z.number().nullable(),
  leadHours: z.int(),
  points: z.int(),
  allergens: z.array(z.enum(ALLERGENS)),
  /** Mean of its reviews, one decimal; 0 without any. */
  rating: z.number(),
  reviewCount: z.int(),
  version: z.int(),
  createdAt: Time,
  updatedAt: Time,
})
export type Product = z.infer<typeof Product>

/** `GET /:id` also tells the newest reviews. */
export const ProductPage = Product.extend({ reviews: z.array(Review) })
export type ProductPage = z.infer<typeof ProductPage>

/** What staff see beside it. */
export const AdminProduct = Product.extend({
  costPrice: z.number().nullable(),
  hsn: z.string(),
  publishAt: Time.nullable(),
  unpublishAt: Time.nullable(),
  archived: z.boolean(),
})
export type AdminProduct = z.infer<typeof AdminProduct>

export const ProductInput = z.strictObject({
  name: fields.name,
  description: fields.description.default(''),
  category: fields.category,
  subcategory: fields.subcategory.default(''),
  basePrice: fields.basePrice,
  image: fields.image.default(''),
  imageAlt: fields.imageAlt.default(''),
  drawing: fields.drawing.default(null),
  flavors: fields.flavors.default([]),
  sizes: fields.sizes.default([]),
  eggOptions: fields.eggOptions.default([]),
  available: fields.available.default(true),
  featured: fields.featured.default(false),
  designs: fields.designs.default([]),
  extras: fields.extras.default([]),
  stock: fields.stock.default(null),
  compareAtPrice: fields.compareAtPrice.default(null),
  leadHours: fields.leadHours.default(0),
  points: fields.points.default(1),
  allergens: fields.allergens.default([]),
  costPrice: staffFields.costPrice.default(null),
  hsn: staffFields.hsn.default('1905'),
  publishAt: staffFields.publishAt.default(null),
  unpublishAt: staffFields.unpublishAt.default(null),
})
export type ProductInput = z.infer<typeof ProductInput>

const given = { ...fields, ...staffFields }
/** Any of the fields; `version` (or `If-Match`) is the one that the editor was opened at. */
export const ProductPatch = z.strictObject({
  ...(Object.fromEntries(Object.entries(given).map(([key, schema]) => [key, schema.optional()])) as {
    [K in keyof typeof given]: z.ZodOptional<(typeof given)[K]>
  }),
  version: z.int().min(1).optional(),
})
export type ProductPatch = z.infer<typeof ProductPatch>

/** What an editor may set. */
export const PRODUCT_FIELDS = Object.keys(ProductInput.shape) as readonly (keyof ProductInput)[]

const Field = z.enum(Object.keys(ProductInput.shape) as [keyof ProductInput])
const Fields = z.partialRecord(Field, z.unknown())
const Version = z.object({ version: z.int() })
/**
 * What `product.changed` tells beside its code. To merge: `PATCH` with `version` of `theirs`, your values of `onlyYours` and, of `conflicts`,
 * those that somebody chose.
 */
export const ProductConflict = z.object({
  /** The product as it stands. */
  current: AdminProduct,
  /** As it was at the version you saw; left out when another followed more than two weeks ago. */
  base: Version.and(Fields).optional(),
  /** What you sent. */
  yours: Fields,
  theirs: Version.and(Fields),
  /** Both changed it, each otherwise; without `base` it is not known who did. */
  conflicts: z.array(z.object({ field: Field, base: z.unknown().optional(), yours: z.unknown(), theirs: z.unknown() })),
  onlyYours: z.array(Field),
  onlyTheirs: z.array(Field),
})
export type ProductConflict = z.infer<typeof ProductConflict>

/** `best`: what answers the search best; without a search as `newest`. */
export const PRODUCT_SORTS = ['best', 'newest', 'name', 'price', '-price', 'rating'] as const
/** One or more values of the same name in a query string. */
const several = <T extends string>(value: z.ZodType<T, string>) =>
  z.union([value.transform((one) => [one]), z.array(value).max(24)]).transform((some) => [...new Set(some)].sort())

export const ProductQuery = z.strictObject({
  category: Words(80).optional(),
  subcategory: Words(80).optional(),
  /** Any of these, of the options that can be had. */
  flavor: several(Words(80)).optional(),
  size: several(Words(80)).optional(),
  /** Free from all of these. */
  free: several(z.enum(ALLERGENS)).optional(),
  /** Words of name, description, category or flavours; literal, never a pattern. Where nothing has them, words near them. */
  search: Words(100).optional(),
  available: Flag.optional(),
  /** What can still be delivered on that day of the shop's calendar. */
  on: Day.optional(),
  egg: z.enum(['egg', 'eggless']).optional(),
  minPrice: RupeesText.optional(),
  maxPrice: RupeesText.optional(),
  sort: z.enum(PRODUCT_SORTS).optional(),
  ...Paging,
})
export type ProductQuery = z.infer<typeof ProductQuery>

/** The same list whatever page or order of it is asked for. */
export const FacetQuery = ProductQuery.omit({ sort: true, limit: true, after: true })
export type FacetQuery = z.infer<typeof FacetQuery>

const Facet = z.array(z.object({ name: z.string(), count: z.int() }))
/**
 * How many products of a list there would be with one more value chosen: each facet is counted with all other filters in place.
 * The most frequent first, at most 24 of each; counted among 5,000 products.
 */
export const Facets = z.object({
  categories: Facet,
  subcategories: Facet,
  flavors: Facet,
  sizes: Facet,
  eggs: z.array(z.object({ name: z.enum(['egg', 'eggless']), count: z.int() })),
  /** Rupees; both ends belong to it. `to` null: no end. */
  prices: z.array(z.object({ from: z.number(), to: z.number().nullable(), count: z.int() })),
  freeFrom: z.array(z.object({ name: z.enum(ALLERGENS), count: z.int() })),
})
export type Facets = z.infer<typeof Facets>

/** What somebody who types may mean: at most eight, categories first. */
export const MOST_SUGGESTIONS = 8
export const SuggestionQuery = z.strictObject({ q: Words(100) })
export const Suggestion = z.object({
  kind: z.enum(['category', 'product']),
  name: z.string(),
  /** Of the product; '' of a category. */
  _id: z.string(),
})
export type Suggestion = z.infer<typeof Suggestion>

export const Category = z.object({
  name: z.string(),
  description: z.string(),
  count: z.int(),
  subcategories: z.array(z.object({ name: z.string(), count: z.int() })),
})
export type Category = z.infer<typeof Category>
