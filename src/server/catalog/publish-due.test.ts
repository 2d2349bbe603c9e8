import { expect, test } from 'vitest'
import { newsOf } from '../../../test/support/buying.ts'
import { openCatalogue } from '../../../test/support/catalogue.ts'
import { until } from '../../../test/support/until.ts'
import type { AdminProduct } from '../../contract/product.ts'
import { publishDue, startPublishing } from './publish-due.ts'

const bakery = openCatalogue()
const HOUR = 3_600_000
const NINE = Date.parse('2027-01-14T09:00:00.000Z')
const at = (hours: number) => new Date(NINE + hours * HOUR)
const publish = (now: Date) => publishDue(bakery.shop.deps.db, now)
const read = async ({ _id }: AdminProduct) =>
  (await bakery.shop.call<AdminProduct>('GET', `/api/admin/products/${_id}`, { as: bakery.cook })).body
const isPublic = async ({ _id }: AdminProduct) => (await bakery.shop.call('GET', `/api/products/${_id}`)).status === 200
const planned = (publishAt: Date | null, unpublishAt: Date | null = null) =>
  bakery.create({ publishAt: publishAt?.toISOString() ?? null, unpublishAt: unpublishAt?.toISOString() ?? null })

test('[A09] a product that waits is on no shelf and no news for the public; at its time it is, once, and the plan is done', async () => {
  const cake = await planned(at(0))
  expect(cake).toMatchObject({ available: false, publishAt: at(0).toISOString(), version: 1 })
  expect(await publish(new Date(at(0).getTime() - 1))).toBe(false)
  expect([await isPublic(cake), (await read(cake)).version]).toEqual([false, 1])
  // Kept answers of the public stand until there are public news.
  expect((await bakery.list(`?category=${cake.category}&limit=100`)).body.map(({ _id }) => _id)).not.toContain(cake._id)
  expect(await publish(at(0))).toBe(true)
  expect(await publish(at(1))).toBe(false)
  expect(await read(cake)).toMatchObject({ available: true, publishAt: null, version: 2 })
  expect((await bakery.list(`?category=${cake.category}&limit=100`)).body.map(({ _id }) => _id)).toContain(cake._id)
  const news = (await newsOf(bakery.shop, `product:${cake._id}`)).filter(({ audience }) => audience === 'public')
  expect(news.map(({ type, rev }) => [type, rev])).toEqual([['product_created', 2]])
})

test('it leaves the shelf at its time; what a closed shop slept through is done as it would have been', async () => {
  const [leaving, brief, later] = [await planned(null, at(0)), await planned(at(0), at(2)), await planned(at(0), at(9))]
  expect(await isPublic(leaving)).toBe(true)
  await publish(at(3))
  expect([await isPublic(leaving), await isPublic(brief), await isPublic(later)]).toEqual([false, false, true])
  expect(await read(leaving)).toMatchObject({ available: false, unpublishAt: null })
  expect(await read(brief)).toMatchObject({ available: false, publishAt: null, unpublishAt: null })
  expect(await read(later)).toMatchObject({ available: true, publishAt: null, unpublishAt: at(9).toISOString() })
})

test('[F33] of several nodes at once one carries a plan out, and an edit that waited sees what became of it', async () => {
  const cakes = await Promise.all(Array.from({ length: 12 }, () => planned(at(0))))
  const edits = cakes.slice(0, 6).map(({ _id }) => bakery.patch(_id, { stock: 3 }))
  await Promise.all([...edits, ...Array.from({ length: 6 }, () => publish(at(0)))])
  // What somebody held just then is left for the next look.
  await publish(at(0))
  for (const [place, cake] of cakes.entries())
    expect(await read(cake)).toMatchObject({ available: true, publishAt: null, version: place < 6 ? 3 : 2, stock: place < 6 ? 3 : 5 })
})

test('who makes a waiting product available does not wait; who plans one that is available takes it off the shelf', async () => {
  const cake = await planned(at(5))
  expect((await bakery.patch(cake._id, { name: 'Other' })).body).toMatchObject({ available: false, publishAt: at(5).toISOString() })
  expect((await bakery.patch(cake._id, { available: true })).body).toMatchObject({ available: true, publishAt: null })
  expect((await bakery.patch(cake._id, { publishAt: at(6).toISOString() })).body).toMatchObject({ available: false })
  expect(await isPublic(cake)).toBe(false)
  const wrong = await bakery.patch(cake._id, { unpublishAt: at(6).toISOString() })
  expect(wrong).toMatchObject({ status: 400, body: { issues: [{ path: 'body/unpublishAt', message: 'must be after it is published' }] } })
})

test('an archived product keeps its plan until it is back', async () => {
  const cake = await planned(at(0))
  await bakery.remove(cake._id)
  expect(await publish(at(1))).toBe(false)
  await bakery.shop.call('POST', `/api/products/${cake._id}/restore`, { as: bakery.cook })
  expect(await publish(at(1))).toBe(true)
  expect(await isPublic(cake)).toBe(true)
})

test('[D25] the shop looks by itself, by the database’s clock', async () => {
  const tomorrow = new Date(Date.now() + 24 * HOUR)
  const [now, later] = [await planned(tomorrow), await planned(tomorrow)]
  await using screen = await bakery.shop.screen()
  const publishing = startPublishing(bakery.shop.deps)
  try {
    await bakery.shop.sql('update products set publish_at = now() where id = $1', [now._id])
    await until('the cake is on the screen', () => screen.data<AdminProduct>(`product:${now._id}`)?.available === true)
  } finally {
    await publishing.close()
  }
  expect(await read(later)).toMatchObject({ available: false, publishAt: tomorrow.toISOString() })
})
