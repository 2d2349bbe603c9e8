import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { order } from '../../../test/support/buying.ts'
import { until } from '../../../test/support/until.ts'
import type { Notification } from '../../contract/notification.ts'
import type { ProductPage } from '../../contract/product.ts'
import type { AdminReview, OwnReview, ReviewAnswer } from '../../contract/review.ts'

let shop: TestShop
let cook: Person
let asha: Person

beforeAll(async () => {
  shop = await boot()
  cook = await shop.person('Meera', 'staff', ['catalogue', 'orders', 'settings'])
  asha = await shop.person('Asha')
})
afterAll(() => shop[Symbol.asyncDispose]())

type Refused = { code: string }
const write = (as: Person, product: string, rating: number, comment = '') =>
  shop.call<OwnReview & Refused>('PUT', `/api/products/${product}/review`, { as, body: { rating, comment } })
const takeBack = (as: Person, product: string) => shop.call<Refused>('DELETE', `/api/products/${product}/review`, { as })
const own = async (as: Person | undefined, product: string) =>
  (await shop.call<ReviewAnswer>('GET', `/api/products/${product}/review`, { as })).body
const moderate = (id: string, body: object) => shop.call<AdminReview & Refused>('PATCH', `/api/admin/reviews/${id}`, { as: cook, body })
const page = async (product: string) => (await shop.call<ProductPage>('GET', `/api/products/${product}`)).body
const rating = async (product: string) => {
  const { rating: mean, reviewCount, reviews } = await page(product)
  return [mean, reviewCount, reviews.length]
}

async function buy(as: Person, product: string, status: 'pending' | 'shipped' | 'delivered' | 'cancelled' = 'delivered') {
  const placed = await order(shop, as, [{ productId: product, quantity: 1 }])
  expect(placed.status).toBe(201)
  await shop.sql('update orders set status = $2 where id = $1', [placed.body._id, status])
}

async function delivered(as: Person): Promise<string> {
  const { _id } = await shop.product()
  await buy(as, _id)
  return _id
}

test('[C19] only who had a product delivered reviews it', async () => {
  const { _id } = await shop.product()
  const other = await delivered(asha)
  expect((await write(asha, _id, 5)).body.code).toBe('review.not-bought')
  for (const status of ['pending', 'shipped', 'cancelled'] as const) {
    await buy(asha, _id, status)
    expect((await write(asha, _id, 5)).status, status).toBe(422)
    expect(await own(asha, _id)).toEqual({ may: false, review: null })
  }
  await buy(asha, _id)
  expect(await own(asha, _id)).toEqual({ may: true, review: null })
  expect((await write(asha, _id, 5, 'Soft & <b>fresh</b>')).body).toMatchObject({
    rating: 5,
    comment: 'Soft & <b>fresh</b>',
    state: 'published',
    user: 'Asha',
  })
  expect((await write(await shop.person('Dev'), other, 1)).status).toBe(422)
  expect((await shop.call('PUT', `/api/products/${_id}/review`, { body: { rating: 5 } })).status).toBe(401)
  for (const body of [
    { rating: 0 },
    { rating: 6 },
    { rating: 4.5 },
    { rating: '5' },
    { rating: 5, comment: 'x'.repeat(1001) },
    { rating: 5, state: 'published' },
  ])
    expect((await shop.call('PUT', `/api/products/${_id}/review`, { as: asha, body })).status, JSON.stringify(body)).toBe(400)
})

test('one review a buyer and product: it is edited and taken back, and the rating goes with it', async () => {
  const cake = await delivered(asha)
  const ravi = await shop.person('Ravi')
  await buy(ravi, cake)
  await write(asha, cake, 5, 'Lovely')
  await write(ravi, cake, 2)
  expect(await rating(cake)).toEqual([3.5, 2, 2])
  await write(asha, cake, 3, 'Less lovely the next day')
  expect(await rating(cake)).toEqual([2.5, 2, 2])
  expect((await page(cake)).reviews.map(({ comment }) => comment).sort()).toEqual(['', 'Less lovely the next day'])
  expect((await takeBack(asha, cake)).status).toBe(204)
  expect(await rating(cake)).toEqual([2, 1, 1])
  expect((await takeBack(asha, cake)).body.code).toBe('review.not-found')
})

test('what staff hide counts no more, its writer is told why, and writing over it or taking it back does not bring it back', async () => {
  const cake = await delivered(asha)
  const { _id, version } = (await write(asha, cake, 1, 'Call me on 98300 12345')).body
  expect((await moderate(_id, { state: 'hidden' })).status).toBe(400)
  expect((await moderate(_id, { state: 'hidden', reason: 'Holds a phone number', version })).body).toMatchObject({ state: 'hidden' })
  expect(await rating(cake)).toEqual([0, 0, 0])
  const [told] = (await shop.call<Notification[]>('GET', '/api/notifications', { as: asha })).body
  expect(told?.message).toContain('Holds a phone number')
  const late = await moderate(_id, { state: 'published', version })
  expect([late.status, late.body.code]).toEqual([409, 'review.changed'])
  expect((await write(asha, cake, 1, 'Call me')).body.state).toBe('hidden')
  expect((await takeBack(asha, cake)).status).toBe(204)
  expect((await write(asha, cake, 1, 'Call me again')).body.state).toBe('hidden')
  expect(await rating(cake)).toEqual([0, 0, 0])
  await moderate(_id, { state: 'published' })
  expect(await rating(cake)).toEqual([1, 1, 1])
  const listed = await shop.call<AdminReview[]>('GET', `/api/admin/reviews?product=${cake}`, { as: cook })
  expect(listed.body).toMatchObject([{ _id, state: 'published', reason: '' }])
  expect(JSON.stringify(listed.body)).not.toContain(asha.id)
})

test('[C19] where reviews are checked first, a new or edited one waits', async () => {
  const set = (reviewsFirstChecked: boolean) => shop.call('PATCH', '/api/admin/settings', { as: cook, body: { reviewsFirstChecked } })
  const cake = await delivered(asha)
  expect((await set(true)).status).toBe(200)
  const { _id, state } = (await write(asha, cake, 4)).body
  expect(state).toBe('waiting')
  expect(await rating(cake)).toEqual([0, 0, 0])
  await moderate(_id, { state: 'published' })
  expect(await rating(cake)).toEqual([4, 1, 1])
  expect((await write(asha, cake, 5)).body.state).toBe('waiting')
  expect(await rating(cake)).toEqual([0, 0, 0])
  const waiting = await shop.call<AdminReview[]>('GET', '/api/admin/reviews?state=waiting', { as: cook })
  expect(waiting.body.map((review) => review._id)).toEqual([_id])
  await set(false)
})

test('[A09] open screens follow reviews and rating; of one that waits or is hidden the public hears nothing', async () => {
  const cake = await delivered(asha)
  await using visitor = await shop.screen()
  await using counter = await shop.screen(cook)
  const { _id } = (await write(asha, cake, 4, 'Soft')).body
  const entity = `review:${_id}`
  await until('a visitor reads it', () => (visitor.data(entity) as { comment?: string } | undefined)?.comment === 'Soft')
  expect((visitor.data(`product:${cake}`) as ProductPage).rating).toBe(4)
  expect(Object.keys(visitor.data(entity) as object).sort()).toEqual(['_id', 'comment', 'date', 'productId', 'rating', 'user', 'version'])
  await moderate(_id, { state: 'hidden', reason: 'rude' })
  await until('it is gone', () => visitor.data(entity) === undefined || visitor.data(entity) === null)
  await until('staff see it hidden', () => (counter.data(entity) as AdminReview | undefined)?.state === 'hidden')
  expect((visitor.data(`product:${cake}`) as ProductPage).reviewCount).toBe(0)
  await write(asha, cake, 4, 'Something rude')
  await moderate(_id, { state: 'published' })
  await until('it is back', () => visitor.data(entity))
  expect(JSON.stringify(visitor.applied)).not.toContain('"reason"')
})

test('[D24] however many write at once, a rating is what the published reviews say', async () => {
  const { _id: cake } = await shop.product()
  const buyers = await Promise.all(Array.from({ length: 8 }, (_, i) => shop.person(`Buyer ${'abcdefgh'[i]}`)))
  for (const buyer of buyers) await buy(buyer, cake)
  await Promise.all(
    buyers.flatMap((buyer, i) => [
      write(buyer, cake, (i % 5) + 1).then(() => (i % 3 === 0 ? takeBack(buyer, cake) : write(buyer, cake, 5 - (i % 5)))),
      write(buyer, cake, 3).then(({ body }) => (i % 2 === 0 ? moderate(body._id, { state: 'hidden', reason: 'x' }) : undefined)),
    ]),
  )
  const [row] = await shop.sql(
    `select p.rating_sum = coalesce(sum(r.rating), 0) and p.rating_count = count(r.id) as exact, count(r.id)::int as count
       from products p left join reviews r on r.product_id = p.id and r.state = 'published' where p.id = $1 group by p.id`,
    [cake],
  )
  expect(row?.exact).toBe(true)
  expect(row?.count).toBeGreaterThan(0)
})
