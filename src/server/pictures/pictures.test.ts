import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { order } from '../../../test/support/buying.ts'
import { aPicture, fetchPicture, upload } from '../../../test/support/pictures.ts'
import { pruneSome } from '../../../test/support/prune.ts'
import { until } from '../../../test/support/until.ts'
import type { Picture } from '../../contract/picture.ts'
import type { Product } from '../../contract/product.ts'

let shop: TestShop
let cook: Person
let packer: Person
let asha: Person

beforeAll(async () => {
  shop = await boot()
  cook = await shop.person('Meera', 'staff', ['catalogue'])
  packer = await shop.person('Ravi', 'staff', ['orders'])
  asha = await shop.person('Asha')
})
afterAll(() => shop[Symbol.asyncDispose]())

const named = (path: string, width: number) => path.replace('-640.webp', `-${width}.webp`)

async function stored(raw: Buffer, sent: Parameters<typeof upload>[2] = {}): Promise<Picture> {
  const answer = await upload(shop, raw, { as: cook, ...sent })
  expect(answer.status, answer.text).toBe(201)
  return answer.body
}

test('a picture is served in three widths, never larger than it was, to be kept for ever', async () => {
  const large = await stored(await aPicture(2000, 1000).jpeg().toBuffer())
  expect(large).toMatchObject({ kind: 'product', width: 1200, height: 600, path: `/media/pictures/${large._id}-640.webp` })
  for (const width of [320, 640, 1200]) {
    const { status, headers, bytes } = await fetchPicture(shop, named(large.path, width))
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('image/webp')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width, height: width / 2 })
    const again = await fetchPicture(shop, named(large.path, width), undefined, { 'if-none-match': headers.get('etag') ?? '' })
    expect([again.status, again.bytes.length]).toEqual([304, 0])
  }
  const small = await stored(await aPicture(500, 400).png().toBuffer(), { type: 'image/png' })
  const widths = await Promise.all(
    [320, 640, 1200].map(async (width) => (await sharp((await fetchPicture(shop, named(small.path, width))).bytes).metadata()).width),
  )
  expect(widths).toEqual([320, 500, 500])
  for (const name of [`${large._id}-641.webp`, `${large._id}.webp`, `${'0'.repeat(24)}-640.webp`, `${large._id}-640.webp.png`])
    expect((await fetchPicture(shop, `/media/pictures/${name}`)).status, name).toBe(404)
})

test('each of the four formats is taken, whatever its type is called', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const bytes = await aPicture(64, 48).toFormat(format).toBuffer()
    expect(await stored(bytes, { type: 'image/png' }), format).toMatchObject({ width: 64, height: 48 })
  }
})

test('the part that is asked for is cut out of the upright picture', async () => {
  // As a phone stores it: lying, with a note to turn it. Upright its left half is red.
  const half = { create: { width: 100, height: 100, channels: 3 as const, background: '#ff0000' } }
  const upright = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#0000ff' } })
    .composite([{ input: half, left: 0, top: 0 }])
    .png()
    .toBuffer()
  const lying = await sharp(upright).rotate(-90).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  expect(await stored(lying)).toMatchObject({ width: 200, height: 100 })
  for (const [crop, dominant] of [
    ['0,0,100,100', { r: 255, b: 0 }],
    ['100,0,100,100', { r: 0, b: 255 }],
  ] as const) {
    const { path } = await stored(lying, { crop })
    const { channels } = await sharp((await fetchPicture(shop, path)).bytes).stats()
    const [red, , blue] = channels.map(({ mean }) => mean)
    expect(red, crop).toBeCloseTo(dominant.r, -1)
    expect(blue, crop).toBeCloseTo(dominant.b, -1)
  }
  for (const crop of ['150,0,100,100', '0,0,100,101', '0,0,0,10', '-1,0,10,10', 'x'])
    expect((await upload(shop, lying, { as: cook, crop })).status, crop).toBe(400)
})

test('the shelf’s pictures come from who keeps the catalogue', async () => {
  const bytes = await aPicture(40, 40).jpeg().toBuffer()
  const answers = await Promise.all([undefined, asha, packer].map((as) => upload(shop, bytes, { as })))
  expect(answers.map(({ status }) => status)).toEqual([401, 403, 403])
})

test('[F64] what somebody sends for an order is seen by them and by the counter', async () => {
  const { path } = await stored(await aPicture(400, 400).jpeg().toBuffer(), { as: asha, kind: 'reference' })
  const seenBy = async (as?: Person) => (await fetchPicture(shop, path, as)).status
  const nobody = await shop.person('Dev')
  expect(await Promise.all([asha, packer, cook, nobody, undefined].map(seenBy))).toEqual([200, 200, 404, 404, 404])
  expect((await fetchPicture(shop, path, asha)).headers.get('cache-control')).toMatch(/no-store/)
})

test('[F64] an order shows a picture that its buyer sent for orders, and no other', async () => {
  const cake = await shop.product()
  const [own, others, ofShelf] = [
    await stored(await aPicture(40, 40).jpeg().toBuffer(), { as: asha, kind: 'reference' }),
    await stored(await aPicture(40, 40).jpeg().toBuffer(), { as: await shop.person('Dev'), kind: 'reference' }),
    await stored(await aPicture(40, 40).jpeg().toBuffer()),
  ]
  for (const _id of [others._id, ofShelf._id, '0'.repeat(24)])
    expect((await order(shop, asha, [{ productId: cake._id, quantity: 1 }], { referencePhoto: _id })).body).toMatchObject({
      code: 'picture.unknown',
    })
  expect((await order(shop, asha, [{ productId: cake._id, quantity: 1 }], { referencePhoto: own._id })).status).toBe(201)
})

test('a guest’s picture comes along when the guest signs in', async () => {
  const sent = await upload(shop, await aPicture(400, 400).jpeg().toBuffer(), { kind: 'reference' })
  expect(sent.status).toBe(201)
  const token = String(sent.headers['cakewire-guest-token'])
  const dev = await shop.person('Dev')
  expect((await fetchPicture(shop, sent.body.path, dev)).status).toBe(404)
  const body = { email: dev.email, password: dev.password }
  expect((await shop.call('POST', '/api/auth/login', { token, body })).status).toBe(200)
  expect((await fetchPicture(shop, sent.body.path, dev)).status).toBe(200)
})

test('[C15] one person sends twenty an hour', async () => {
  const eager = await shop.person('Eager')
  const bytes = await aPicture(16, 16).png().toBuffer()
  for (let i = 0; i < 20; i++) await stored(bytes, { as: eager, kind: 'reference', type: 'image/png' })
  expect((await upload(shop, bytes, { as: eager, kind: 'reference', type: 'image/png' })).status).toBe(429)
  await shop.sql(`update pictures set created_at = now() - interval '61 minutes' where account_id = $1`, [eager.id])
  expect((await upload(shop, bytes, { as: eager, kind: 'reference', type: 'image/png' })).status).toBe(201)
})

test('[C20] a product shows a picture that is there, and open screens show it too', async () => {
  const picture = await stored(await aPicture(640, 640).jpeg().toBuffer())
  const cake = await shop.product()
  await using screen = await shop.screen()
  const save = (body: object) => shop.call<Product & { code: string }>('PATCH', `/api/products/${cake._id}`, { as: cook, body })
  expect((await save({ image: picture.path, imageAlt: 'Rose petals on cream' })).status).toBe(200)
  const shown = await until('the open screen has it', () => {
    const held = screen.data(`product:${cake._id}`) as Product | undefined
    return held?.image === picture.path ? held : null
  })
  expect(shown.imageAlt).toBe('Rose petals on cream')
  const reference = await stored(await aPicture(64, 64).jpeg().toBuffer(), { as: asha, kind: 'reference' })
  for (const image of [`/media/pictures/${'0'.repeat(24)}-640.webp`, reference.path]) {
    const answer = await save({ image })
    expect([answer.status, answer.body.code], image).toEqual([422, 'picture.unknown'])
  }
})

test('pictures that nothing uses for a day are swept out; those of products and of orders stay', async () => {
  const [shelf, sold, unused, fresh, wanted] = await Promise.all(
    [1, 2, 3, 4, 5].map(async (i) =>
      stored(await aPicture(32, 32).jpeg().toBuffer(), i === 5 ? { as: asha, kind: 'reference' as const } : {}),
    ),
  )
  const ids = [shelf, sold, unused, fresh, wanted].map((picture) => picture?._id)
  const cake = await shop.product({ image: sold?.path })
  const placed = await order(shop, asha, [{ productId: cake._id, quantity: 1 }], { referencePhoto: wanted?._id })
  expect(placed.body.referencePhoto).toBe(wanted?._id)
  await shop.call('PATCH', `/api/products/${cake._id}`, { as: cook, body: { image: shelf?.path } })
  await shop.call('DELETE', `/api/products/${cake._id}`, { as: cook })
  await shop.sql(`update pictures set created_at = now() - interval '25 hours' where id <> $1`, [fresh?._id])
  while ((await pruneSome(shop.deps.db)) > 0);
  const left = await shop.sql<{ id: string }>('select id from pictures where id = any ($1)', [ids])
  expect(new Set(left.map(({ id }) => id))).toEqual(new Set([shelf, sold, fresh, wanted].map((picture) => picture?._id)))
  expect(await shop.sql('select from picture_files where picture_id = $1', [unused?._id])).toEqual([])
})

test('a picture that is being put on a product is not swept out under it', async () => {
  const picture = await stored(await aPicture(32, 32).jpeg().toBuffer())
  await shop.sql(`update pictures set created_at = now() - interval '25 hours' where id = $1`, [picture._id])
  const { holdPicture } = await import('./pictures.sql.ts')
  await shop.deps.db.transaction(async (tx) => {
    expect(await holdPicture(tx, picture._id, 'product')).toBe(true)
    while ((await pruneSome(shop.deps.db)) > 0);
  })
  expect((await fetchPicture(shop, picture.path)).status).toBe(200)
})
