import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { openCatalogue } from '../../../test/support/catalogue.ts'
import { until } from '../../../test/support/until.ts'
import { AdminProduct, Product, ProductPage } from '../../contract/product.ts'

const bakery = openCatalogue()

describe('what the public sees', () => {
  const ALLOWED = new Set(Object.keys(Product.shape))

  test('[C11] hidden and archived products are in no list, no page and no news', async () => {
    const word = `zz${randomBytes(4).toString('hex')}`
    const shown = await bakery.create({ description: word, category: word })
    const hidden = await bakery.create({ description: word, category: word, available: false })
    const archived = await bakery.create({ description: word, category: word })
    await bakery.remove(archived._id)
    for (const as of [undefined, bakery.cook]) {
      for (const query of [`?search=${word}`, `?category=${word}`, '?limit=100']) {
        const ids = (await bakery.list(query, as)).body.map(({ _id }) => _id)
        expect(ids).toContain(shown._id)
        expect(ids).not.toContain(hidden._id)
        expect(ids).not.toContain(archived._id)
      }
      for (const { _id } of [hidden, archived]) expect((await bakery.shop.call('GET', `/api/products/${_id}`, { as })).status).toBe(404)
      const featured = (await bakery.shop.call<Product[]>('GET', '/api/products/featured', { as })).body.map(({ _id }) => _id)
      expect(featured).not.toContain(hidden._id)
    }
    expect((await bakery.list('?available=false')).body).toEqual([])
    const categories = (await bakery.shop.call<{ name: string; count: number }[]>('GET', '/api/products/categories')).body
    expect(categories.find(({ name }) => name === word)?.count).toBe(1)
    expect((await bakery.publicEntries()).filter(({ entity }) => entity === `product:${hidden._id}`)).toEqual([])
  })

  test('[A09] a visitor hears nothing of a hidden product, and never a private field', async () => {
    const visitor = await bakery.shop.classic()
    const staff = await bakery.shop.classic(bakery.cook)
    const hidden = await bakery.create({ available: false })
    await bakery.patch(hidden._id, { costPrice: 12.5, stock: 3 })
    const shown = await bakery.create({ costPrice: 99 })
    await bakery.patch(shown._id, { costPrice: 98 })
    await bakery.patch(shown._id, { available: false })
    await bakery.patch(shown._id, { name: 'Seen by staff only' })
    await bakery.patch(shown._id, { available: true })
    await bakery.remove(shown._id)
    const ofShown = (heard: typeof visitor.heard) =>
      heard.filter(({ payload }) => (payload.data as { _id: string })._id === shown._id).map(({ event }) => event)
    await until(
      'the visitor heard that it is gone',
      () => ofShown(visitor.heard).filter((event) => event === 'product_deleted').length === 2,
    )
    expect(ofShown(visitor.heard)).toEqual(['product_created', 'product_updated', 'product_deleted', 'product_created', 'product_deleted'])
    expect(visitor.heard.filter(({ payload }) => (payload.data as { _id: string })._id === hidden._id)).toEqual([])
    for (const { payload, event } of visitor.heard) {
      if (!event.startsWith('product_')) continue
      for (const key of Object.keys(payload.data as object)) expect(ALLOWED).toContain(key)
    }
    await until('staff heard all', () => ofShown(staff.heard).length === 6)
    expect(new Set(ofShown(staff.heard))).toEqual(new Set(['product_created', 'product_updated']))
    expect(staff.heard.some(({ payload }) => (payload.data as AdminProduct).costPrice === 98)).toBe(true)
    expect(JSON.stringify(await bakery.publicEntries())).not.toMatch(/costPrice|archived/)
  })

  test('[B13] every payload of a product is what the contract says, over HTTP and in the feed', async () => {
    const product = await bakery.create()
    await bakery.patch(product._id, { stock: 4 })
    const strict = z.strictObject(Product.shape)
    const strictAdmin = z.strictObject(AdminProduct.shape)
    for (const each of (await bakery.list('?limit=100')).body) strict.parse(each)
    for (const each of (await bakery.shop.call<Product[]>('GET', '/api/products/featured')).body) strict.parse(each)
    z.strictObject(ProductPage.shape).parse((await bakery.shop.call('GET', `/api/products/${product._id}`)).body)
    for (const each of (await bakery.shop.call<AdminProduct[]>('GET', '/api/admin/products?limit=100', { as: bakery.cook })).body)
      strictAdmin.parse(each)
    const entries = await bakery.shop.sql<{ aud: string; body: string }>(`select aud, body from feed.entry where entity like 'product:%'`)
    expect(entries.length).toBeGreaterThan(20)
    for (const { aud, body } of entries) {
      const { type, data, gone } = JSON.parse(body) as { type: string; data: unknown; gone?: true }
      if (type === 'product_deleted') expect([gone, Object.keys(data as object)]).toEqual([true, ['_id']])
      else (aud === 'public' ? strict : strictAdmin).parse(data)
    }
  })

  test('[B11] a screen that hears of a product twice, or of one it does not show, ends with the shop’s state', async () => {
    await using screen = await bakery.shop.screen()
    const product = await bakery.create()
    await until('the new product is there', () => screen.data<Product>(`product:${product._id}`))
    await bakery.patch(product._id, { name: 'Other name' })
    await until('its new name is there', () => screen.data<Product>(`product:${product._id}`)?.name === 'Other name')
    const latest = screen.applied.filter(({ entity }) => entity === `product:${product._id}`)
    screen.drop()
    await bakery.patch(product._id, { name: 'While away' })
    screen.comeBack()
    await until('it caught up', () => screen.data<Product>(`product:${product._id}`)?.name === 'While away')
    const all = screen.applied.filter(({ entity }) => entity === `product:${product._id}`)
    expect(all.slice(0, latest.length)).toEqual(latest)
    expect(all.map(({ rev }) => rev)).toEqual([1, 2, 3])
  })

  test('[C18] featured, categories and one product are three addresses', async () => {
    const product = await bakery.create({ featured: true })
    const featured = await bakery.shop.call<Product[]>('GET', '/api/products/featured')
    expect(featured.body.length).toBeLessThanOrEqual(8)
    expect(featured.body[0]?._id).toBe(product._id)
    expect((await bakery.shop.call<unknown[]>('GET', '/api/products/categories')).body.length).toBeGreaterThan(0)
    expect((await bakery.shop.call<Product>('GET', `/api/products/${product._id}`)).body.name).toBe(product.name)
    expect((await bakery.shop.call('GET', `/api/products/${'0'.repeat(24)}`)).status).toBe(404)
    expect((await bakery.shop.call('GET', '/api/products/featuring')).status).toBe(400)
  })
})
