import { expect, test } from 'vitest'
import { openCatalogue } from '../../../test/support/catalogue.ts'
import { pruneSome } from '../../../test/support/prune.ts'
import type { AdminMenu } from '../../contract/menu.ts'
import type { AdminProduct, ProductConflict } from '../../contract/product.ts'
import type { Problem } from '../../contract/refusal.ts'

const bakery = openCatalogue()

type Answer = Problem & ProductConflict & AdminProduct
const patch = async (id: string, body: object) => (await bakery.patch(id, body)) as unknown as { status: number; body: Answer }
const put = (id: string, body: object) => bakery.shop.call<Answer>('PUT', `/api/products/${id}`, { as: bakery.cook, body })

const read = async (id: string) => (await bakery.shop.call<AdminProduct>('GET', `/api/admin/products/${id}`, { as: bakery.cook })).body

/** As an API client merges: its own changes on top of theirs. */
const onTop = ({ onlyYours, yours, theirs }: Answer) => ({
  ...Object.fromEntries(onlyYours.map((field) => [field, yours[field]])),
  version: theirs.version,
})

test('[F33] two who changed different fields are told so, and what only one changed goes on top', async () => {
  const { _id } = await bakery.create({ stock: 3, basePrice: 450, costPrice: 100, compareAtPrice: null })
  await patch(_id, { stock: 2, costPrice: 120, version: 1 })
  const late = await patch(_id, { basePrice: 460, version: 1 })
  expect([late.status, late.body.code]).toEqual([409, 'product.changed'])
  expect(late.body).toMatchObject({
    current: { version: 2, stock: 2 },
    base: { version: 1, stock: 3, basePrice: 450, costPrice: 100 },
    yours: { basePrice: 460 },
    theirs: { version: 2, stock: 2, basePrice: 450, costPrice: 120 },
    conflicts: [],
    onlyYours: ['basePrice'],
    onlyTheirs: ['stock', 'costPrice'],
  })
  expect((await patch(_id, onTop(late.body))).body).toMatchObject({ version: 3, basePrice: 460, stock: 2, costPrice: 120 })
})

test('[F33] the same field changed by both is a conflict, with what it was; the same change is none', async () => {
  const { _id } = await bakery.create({ name: 'Truffle', stock: 3 })
  const [mango] = [{ name: 'Mango', priceMultiplier: 1.2, charge: 0, available: true }]
  await patch(_id, { name: 'Dark truffle', flavors: [mango], stock: 2, version: 1 })
  const late = await patch(_id, { name: 'White truffle', flavors: [mango], version: 1 })
  expect(late.body).toMatchObject({ onlyYours: [], onlyTheirs: ['stock'] })
  expect(late.body.conflicts).toEqual([{ field: 'name', base: 'Truffle', yours: 'White truffle', theirs: 'Dark truffle' }])
})

test('[F33] three edits behind, by PUT: the base is what was seen, and a field that came back is nobody’s', async () => {
  const { _id, ...made } = await bakery.create({ stock: 5, featured: false, leadHours: 4, compareAtPrice: null })
  const { rating, reviewCount, archived, createdAt, updatedAt, version, ...fields } = made
  for (const body of [{ stock: 4 }, { stock: 5, leadHours: 24 }, { description: 'Their words' }]) await patch(_id, body)
  const late = await put(_id, { ...fields, leadHours: 12, featured: true, version })
  expect(late.status).toBe(409)
  expect(late.body).toMatchObject({
    base: { version: 1, leadHours: 4 },
    theirs: { version: 4 },
    conflicts: [{ field: 'leadHours', base: 4, yours: 12, theirs: 24 }],
    onlyYours: ['featured'],
    onlyTheirs: ['description'],
  })
})

test('[F33] a base that the feed forgot, or that never was, makes a conflict of whatever differs', async () => {
  const { _id } = await bakery.create({ name: 'Truffle', stock: 3 })
  await patch(_id, { stock: 2 })
  const never = await patch(_id, { name: 'Dark truffle', stock: 2, version: 9 })
  await bakery.shop.sql(`update feed.entry set body = null where entity = $1 and rev = 1`, [`product:${_id}`])
  const forgotten = await patch(_id, { name: 'Dark truffle', stock: 2, version: 1 })
  for (const { body } of [never, forgotten]) {
    expect(body.base).toBeUndefined()
    expect(body.conflicts).toEqual([{ field: 'name', yours: 'Dark truffle', theirs: 'Truffle' }])
  }
})

test('[F33] what stood longer than the feed remembers is kept when another follows, and swept out in the end', async () => {
  const { _id } = await bakery.create({ stock: 5, publishAt: null, unpublishAt: '2099-12-31T18:29:59.000Z' })
  const stood = await read(_id)
  await bakery.shop.sql(`update products set updated_at = now() - interval '40 days' where id = $1`, [_id])
  await bakery.shop.sql(`update feed.entry set body = null where entity = $1`, [`product:${_id}`])
  await patch(_id, { stock: 4 })
  await patch(_id, { description: 'Their words' })
  const late = await patch(_id, { basePrice: 700, stock: 9, version: 1 })
  const { base, conflicts, onlyYours, onlyTheirs } = late.body
  expect(stood).toMatchObject(base ?? { version: 'none' })
  expect({ conflicts, onlyYours, onlyTheirs }).toEqual({
    conflicts: [{ field: 'stock', base: 5, yours: 9, theirs: 4 }],
    onlyYours: ['basePrice'],
    onlyTheirs: ['description'],
  })
  const kept = () => bakery.shop.sql('select version from product_versions where product_id = $1', [_id])
  expect(await kept()).toEqual([{ version: 1 }])
  await bakery.shop.sql(`update product_versions set until = now() - interval '31 days'`)
  while ((await pruneSome(bakery.shop.deps.db)) > 0);
  expect(await kept()).toEqual([])
})

test('[F33] whatever makes a version of a product is there as a base: an order that takes a piece, a new name of its category', async () => {
  const { _id } = await bakery.create({ category: 'Bread', subcategory: '' })
  const asha = await bakery.shop.person('Asha')
  const buy = {
    items: [{ productId: _id, quantity: 1, size: '1 kg', flavor: 'Rasmalai', eggOption: 'Egg' }],
    shippingAddress: '14, 3rd Cross',
    phone: '+919876543210',
  }
  expect((await bakery.shop.call('POST', '/api/orders', { as: asha, body: buy })).status).toBe(201)
  const menu = (await bakery.shop.call<AdminMenu>('GET', '/api/admin/categories', { as: bakery.cook })).body
  const named = ({ _id, name }: { _id: string; name: string }) => ({ _id, name: name === 'Bread' ? 'Breads' : name })
  const categories = menu.categories.map((category) => ({ ...named(category), subcategories: category.subcategories.map(named) }))
  const renamed = { version: menu.version, categories }
  expect((await bakery.shop.call('PUT', '/api/admin/categories', { as: bakery.cook, body: renamed })).status).toBe(200)
  const [{ version } = { version: 0 }] = await bakery.shop.sql<{ version: number }>('select version from products where id = $1', [_id])
  expect(version).toBe(3)
  for (let seen = 1; seen < version; seen++)
    expect((await patch(_id, { featured: false, version: seen })).body).toMatchObject({
      base: { version: seen },
      conflicts: [],
      onlyYours: ['featured'],
    })
})

test('[A11] what staff may see is told to nobody else, however they ask', async () => {
  const { _id } = await bakery.create()
  await patch(_id, { costPrice: 1.25, compareAtPrice: null })
  const asha = await bakery.shop.person('Asha')
  for (const as of [undefined, asha]) {
    const answer = await bakery.shop.call('PATCH', `/api/products/${_id}`, { as, body: { name: 'Mine', version: 1 } })
    expect([401, 403]).toContain(answer.status)
    expect(answer.text).not.toMatch(/costPrice|onlyTheirs/)
  }
})
