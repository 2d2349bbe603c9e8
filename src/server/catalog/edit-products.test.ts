import { describe, expect, test } from 'vitest'
import { FULL_PRODUCT, openCatalogue } from '../../../test/support/catalogue.ts'
import type { AdminProduct, ProductPage } from '../../contract/product.ts'

const bakery = openCatalogue()

const OTHER = {
  name: 'क्षीर cake',
  description: '',
  category: 'Pastries',
  subcategory: '',
  basePrice: 80,
  image: '',
  imageAlt: '',
  drawing: null,
  flavors: [],
  sizes: [],
  eggOptions: [{ name: 'Eggless', priceMultiplier: 1, charge: 0, available: true }],
  available: false,
  featured: false,
  stock: null,
  costPrice: null,
  designs: [],
  extras: [],
  compareAtPrice: null,
  leadHours: 0,
  points: 0,
  hsn: '1905',
  allergens: [],
  publishAt: '2099-01-01T00:00:00.000Z',
  unpublishAt: null,
}

describe('what staff write', () => {
  test('[C07] every field comes back as it was written, at creation and at a change', async () => {
    const made = await bakery.shop.call<AdminProduct>('POST', '/api/products', { as: bakery.cook, body: FULL_PRODUCT })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject(FULL_PRODUCT)
    expect(made.body).toMatchObject({ version: 1, rating: 0, reviewCount: 0, archived: false })
    const put = await bakery.shop.call<AdminProduct>('PUT', `/api/products/${made.body._id}`, { as: bakery.cook, body: OTHER })
    expect(put.status).toBe(200)
    expect(put.body).toMatchObject({ ...OTHER, version: 2 })
    const back = await bakery.patch(made.body._id, FULL_PRODUCT)
    expect(back.body).toMatchObject({ ...FULL_PRODUCT, version: 3, createdAt: made.body.createdAt })
    const read = await bakery.shop.call<AdminProduct>('GET', `/api/admin/products/${made.body._id}`, { as: bakery.cook })
    const { reviews: _, ...stored } = read.body as AdminProduct & { reviews: unknown }
    expect(stored).toEqual(back.body)
  })

  test('[C07] what is left out of a new product is what the contract says', async () => {
    const made = await bakery.shop.call<AdminProduct>('POST', '/api/products', {
      as: bakery.cook,
      body: { name: 'Plum', category: 'Cakes', basePrice: 1 },
    })
    expect(made.body).toMatchObject({
      available: true,
      featured: false,
      stock: null,
      flavors: [],
      image: '',
      imageAlt: '',
      drawing: null,
      costPrice: null,
      designs: [],
      extras: [],
      compareAtPrice: null,
      leadHours: 0,
      points: 1,
      hsn: '1905',
      allergens: [],
    })
  })

  test('[C07] options as the first clients send them are without a charge, and to be had', async () => {
    const flavors = [{ name: 'Vanilla', priceMultiplier: 1 }]
    const made = await bakery.create({ flavors, sizes: [{ name: '1 kg', priceMultiplier: 2 }] })
    expect(made.flavors).toEqual([{ ...flavors[0], charge: 0, available: true }])
    expect(made.sizes).toEqual([{ name: '1 kg', servings: '', priceMultiplier: 2, charge: 0, available: true, points: null }])
  })

  test('[D06] a price to compare with is above the price, at creation and after every change of either', async () => {
    const low = await bakery.shop.call<{ code: string; issues: unknown }>('POST', '/api/products', {
      as: bakery.cook,
      body: { ...FULL_PRODUCT, compareAtPrice: FULL_PRODUCT.basePrice },
    })
    const issues = [{ path: 'body/compareAtPrice', message: 'must be above the price' }]
    expect([low.status, low.body.code, low.body.issues]).toEqual([400, 'request.invalid', issues])
    const made = await bakery.create({ basePrice: 100, compareAtPrice: 120 })
    for (const body of [{ basePrice: 120 }, { compareAtPrice: 99.99 }, { basePrice: 200, compareAtPrice: 200 }])
      expect(await bakery.patch(made._id, body), JSON.stringify(body)).toMatchObject({ status: 400, body: { issues } })
    expect((await bakery.patch(made._id, { basePrice: 120, compareAtPrice: null })).body).toMatchObject({ compareAtPrice: null })
  })

  test('[D06] what is no such number, tax class or allergen is refused', async () => {
    const [flavor] = FULL_PRODUCT.flavors
    const wrong = [
      { leadHours: -1 },
      { leadHours: 1.5 },
      { leadHours: 1009 },
      { points: -1 },
      { points: 100_001 },
      { hsn: '190' },
      { hsn: '190590101' },
      { hsn: '19o5' },
      { allergens: ['love'] },
      { compareAtPrice: 1.005 },
      { flavors: [{ ...flavor, charge: -1 }] },
      { flavors: [{ ...flavor, charge: 0.001 }] },
      { flavors: [{ ...flavor, points: 1 }] },
      { designs: [{ name: 'Photo', charge: 1, priceMultiplier: 2 }] },
      { extras: [{ name: 'Candles' }, { name: 'CANDLES' }] },
    ]
    const made = await bakery.create()
    for (const body of wrong) expect((await bakery.patch(made._id, body)).status, JSON.stringify(body)).toBe(400)
    expect((await bakery.patch(made._id, { allergens: ['nuts', 'egg', 'nuts'] })).body.allergens).toEqual(['egg', 'nuts'])
  })

  test('[C06] fields that are not for editing are refused, and nothing changes', async () => {
    const before = await bakery.create()
    const tries: string[] = [
      ...['rating', 'reviews', '_id', 'createdAt', 'archived', 'reviewCount', '$set', '$inc'].map((key) =>
        JSON.stringify({ [key]: 5, name: 'Mine' }),
      ),
      '{"__proto__":{"available":false},"name":"Mine"}',
      '{"constructor":{"prototype":{}},"name":"Mine"}',
    ]
    for (const raw of tries) {
      const headers = { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(raw)) }
      const answer = await bakery.shop.call<{ code: string }>('PATCH', `/api/products/${before._id}`, { as: bakery.cook, raw, headers })
      expect([answer.status, answer.body.code], raw).toEqual([400, 'request.invalid'])
    }
    const [row] = await bakery.shop.sql<{ version: number; name: string }>('select version, name from products where id = $1', [before._id])
    expect(row).toEqual({ version: 1, name: before.name })
  })

  test('[C20] a picture is one of this shop, and nobody is asked for another', async () => {
    const bad = [
      'javascript:alert(1)',
      'data:text/html,hi',
      'http://169.254.169.254/',
      '//evil.example/x',
      '/media/../secret',
      '/media/a/../../secret',
      '/etc/passwd',
      'media/x',
    ]
    for (const image of bad) {
      const answer = await bakery.shop.call('POST', '/api/products', { as: bakery.cook, body: { ...FULL_PRODUCT, image } })
      expect(answer.status, image).toBe(400)
    }
  })

  test('a customer, a guest and staff without that right do not edit the catalogue', async () => {
    const product = await bakery.create()
    const asha = await bakery.shop.person('Asha')
    const packer = await bakery.shop.person('Ravi', 'staff', ['orders'])
    for (const [as, status] of [
      [undefined, 401],
      [asha, 403],
      [packer, 403],
    ] as const) {
      expect((await bakery.shop.call('POST', '/api/products', { as, body: FULL_PRODUCT })).status).toBe(status)
      expect((await bakery.shop.call('PATCH', `/api/products/${product._id}`, { as, body: { name: 'Mine' } })).status).toBe(status)
      expect((await bakery.shop.call('PUT', `/api/products/${product._id}`, { as, body: FULL_PRODUCT })).status).toBe(status)
      expect((await bakery.shop.call('DELETE', `/api/products/${product._id}`, { as })).status).toBe(status)
    }
    for (const as of [asha, packer]) expect((await bakery.shop.call('GET', '/api/admin/products', { as })).status).toBe(403)
  })

  test('a change that changes nothing makes no version and no news', async () => {
    const product = await bakery.create()
    const before = (await bakery.publicEntries()).length
    const answer = await bakery.patch(product._id, { name: product.name, flavors: product.flavors })
    expect(answer.body).toEqual(product)
    expect((await bakery.publicEntries()).length).toBe(before)
  })

  test('deleting archives, with the words of the seed, once', async () => {
    const product = await bakery.create()
    const gone = await bakery.remove(product._id)
    expect([gone.status, gone.body.message, gone.body.product.archived]).toEqual([200, 'Product deleted successfully', true])
    for (const method of ['DELETE', 'PATCH'])
      expect(
        (
          await bakery.shop.call(method, `/api/products/${product._id}`, {
            as: bakery.cook,
            ...(method === 'PATCH' && { body: { name: 'x' } }),
          })
        ).status,
      ).toBe(404)
    const archived = await bakery.shop.call<AdminProduct[]>('GET', '/api/admin/products?archived=true', { as: bakery.cook })
    expect(archived.body.map(({ _id }) => _id)).toContain(product._id)
    const current = await bakery.shop.call<AdminProduct[]>('GET', '/api/admin/products?limit=100', { as: bakery.cook })
    expect(current.body.map(({ _id }) => _id)).not.toContain(product._id)
    expect(await bakery.shop.sql('select 1 as one from products where id = $1', [product._id])).toHaveLength(1)
  })

  test('what was archived is put back as it was, once, and only as it was seen', async () => {
    const product = await bakery.create()
    const restore = (version?: number) =>
      bakery.shop.call<AdminProduct>('POST', `/api/products/${product._id}/restore`, {
        as: bakery.cook,
        ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
      })
    expect((await restore()).status).toBe(404)
    await bakery.remove(product._id)
    expect((await restore(1)).body).toMatchObject({ code: 'product.changed', current: { version: 2, archived: true } })
    const { updatedAt: _, ...same } = product
    expect((await restore(2)).body).toMatchObject({ ...same, archived: false, version: 3 })
    expect((await bakery.shop.call('GET', `/api/products/${product._id}`)).status).toBe(200)
    expect((await restore()).status).toBe(404)
  })
})

describe('two editors', () => {
  test('[D18] of two who opened the same version exactly one saves; the other is told what stands', async () => {
    for (let round = 0; round < 10; round++) {
      const product = await bakery.create()
      const answers = await Promise.all([
        bakery.patch(product._id, { name: `Left ${round}`, version: 1 }),
        bakery.patch(product._id, { name: `Right ${round}` }, { 'if-match': '"1"' }),
      ])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const saved = answers.find(({ status }) => status === 200)?.body
      const refused = answers.find(({ status }) => status === 409)?.body
      expect(refused).toMatchObject({ code: 'product.changed', current: { name: saved?.name, version: 2 } })
    }
  })

  test('[D18] the ETag of the product page is an If-Match, also for deleting', async () => {
    const product = await bakery.create()
    const page = await bakery.shop.call<ProductPage>('GET', `/api/products/${product._id}`)
    const etag = String(page.headers.etag)
    expect((await bakery.patch(product._id, { name: 'Renamed' }, { 'if-match': etag })).status).toBe(200)
    expect((await bakery.patch(product._id, { name: 'Again' }, { 'if-match': etag })).status).toBe(409)
    expect(
      (await bakery.shop.call('DELETE', `/api/products/${product._id}`, { as: bakery.cook, headers: { 'if-match': etag } })).status,
    ).toBe(409)
    expect((await bakery.patch(product._id, { name: 'Again', version: 1 }, { 'if-match': '"2"' })).status).toBe(400)
    expect((await bakery.patch(product._id, { name: 'Again' }, { 'if-match': 'anything' })).status).toBe(400)
  })

  test('[F33] 2 × 50 edits that try again lose nothing', async () => {
    const product = await bakery.create({ stock: 0, description: 'start' })
    const editor = async (edit: (current: AdminProduct) => object) => {
      let current = product
      for (let done = 0; done < 50; ) {
        const answer = await bakery.patch(product._id, { ...edit(current), version: current.version })
        if (answer.status === 200) done++
        current = answer.status === 200 ? answer.body : (answer.body.current ?? current)
      }
    }
    await Promise.all([
      editor(({ stock }) => ({ stock: (stock ?? 0) + 1 })),
      editor(({ flavors }) => ({
        flavors: [{ name: 'Plain', priceMultiplier: Number(((flavors[0]?.priceMultiplier ?? 0) + 0.001).toFixed(3)) }],
      })),
    ])
    const read = await bakery.shop.call<AdminProduct>('GET', `/api/admin/products/${product._id}`, { as: bakery.cook })
    expect(read.body.stock).toBe(50)
    expect(read.body.flavors).toMatchObject([{ name: 'Plain', priceMultiplier: 1.05 }])
    expect(read.body.version).toBe(101)
  })
})

test('the same key makes one product, twice in a row or at once; another person’s is another, and a refused one can be used again', async () => {
  const { shop, cook } = bakery
  const make = (key: string, fields: object, as = cook) =>
    shop.call<AdminProduct & { code: string }>('POST', '/api/products', {
      as,
      body: { name: 'Keyed', category: 'Keyed', basePrice: 400, ...fields },
      headers: { 'idempotency-key': key },
    })
  const made = async () => (await bakery.shop.call('GET', '/api/products?category=Keyed')).headers['x-total-count']
  const [one, two, three] = await Promise.all([make('a', {}), make('a', {}), make('a', {})])
  expect([one, two, three].map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set([one, two, three, await make('a', {})].map(({ text }) => text)).size).toBe(1)
  expect(await made()).toBe('1')
  expect(await make('a', { basePrice: 500 })).toMatchObject({ status: 422, body: { code: 'key.reused' } })
  const other = await shop.person('Other cook', 'staff', ['catalogue'])
  expect((await make('a', {}, other)).body._id).not.toBe(one.body._id)
  expect((await make('b', { compareAtPrice: 1 })).status).toBe(400)
  expect((await make('b', {})).status).toBe(201)
  expect(await made()).toBe('3')
})
