import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import type { AdminProduct, Product } from '../../src/contract/product.ts'
import { boot, type Person, type TestShop } from './boot.ts'
import type { Answer } from './http.ts'

/** A product with every field set. */
export const FULL_PRODUCT = {
  name: 'Rasmalai cake',
  description: 'Two lines\nof soft sponge.',
  category: 'Cakes',
  subcategory: 'Fusion',
  basePrice: 749.5,
  image: '/media/demo/rasmalai-640.webp',
  imageAlt: 'Two tiers under rose petals',
  drawing: { family: 'whole', flavour: 'rasmalai', finish: 'naked', topping: 'petals', tiers: 2, seed: 7 },
  flavors: [
    { name: 'Rasmalai', priceMultiplier: 1, charge: 0, available: true },
    { name: 'Kesar', priceMultiplier: 1.155, charge: 12.5, available: false },
  ],
  sizes: [
    { name: '1 kg', servings: 'serves 8–10', priceMultiplier: 1.9, charge: 0, available: true, points: 2 },
    { name: '0.5 kg', servings: '', priceMultiplier: 1, charge: 0, available: true, points: null },
  ],
  eggOptions: [
    { name: 'Eggless', priceMultiplier: 1.1, charge: 0, available: true },
    { name: 'Egg', priceMultiplier: 1, charge: 0, available: true },
  ],
  designs: [{ name: 'Photo on top', charge: 250, available: true }],
  extras: [
    { name: 'Candles', charge: 60, available: true },
    { name: 'Knife', charge: 0, available: false },
  ],
  available: true,
  featured: true,
  stock: 5,
  costPrice: 300.25,
  compareAtPrice: 899,
  leadHours: 24,
  points: 3,
  hsn: '19059010',
  allergens: ['gluten', 'milk', 'nuts'],
  publishAt: null,
  unpublishAt: '2099-12-31T18:29:59.000Z',
}

type Refused = { readonly code?: string; readonly current?: AdminProduct }

/** A shop of the test file's own and a person of its staff who keeps the catalogue; closed with the file. */
export function openCatalogue() {
  let shop: TestShop
  let cook: Person
  beforeAll(async () => {
    shop = await boot()
    cook = await shop.person('Meera', 'staff', ['catalogue'])
  })
  afterAll(() => shop[Symbol.asyncDispose]())

  return {
    get shop() {
      return shop
    },
    get cook() {
      return cook
    },
    async create(fields: object = {}): Promise<AdminProduct> {
      const body = { ...FULL_PRODUCT, name: `Cake ${randomBytes(4).toString('hex')}`, ...fields }
      const made = await shop.call<AdminProduct>('POST', '/api/products', { as: cook, body })
      if (made.status !== 201) throw new Error(`product: ${made.status} ${made.text}`)
      return made.body
    },
    patch: (id: string, body: object, headers: Record<string, string> = {}): Promise<Answer<AdminProduct & Refused>> =>
      shop.call('PATCH', `/api/products/${id}`, { as: cook, body, headers }),
    remove: (id: string) => shop.call<{ message: string; product: AdminProduct }>('DELETE', `/api/products/${id}`, { as: cook }),
    list: (query = '', as?: Person): Promise<Answer<Product[]>> => shop.call('GET', `/api/products${query}`, { as }),
    async publicEntries() {
      const rows = await shop.sql<{ body: string }>(`select body from feed.entry where aud = 'public' order by n`)
      return rows.map(({ body }) => JSON.parse(body) as { type: string; entity: string; rev: number; data: Record<string, unknown> })
    },
  }
}
