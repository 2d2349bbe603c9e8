import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../support/boot.ts'
import { aPicture, fetchPicture, upload } from '../support/pictures.ts'

let shop: TestShop
let cook: Person

beforeAll(async () => {
  shop = await boot()
  cook = await shop.person('Meera', 'staff', ['catalogue'])
})
afterAll(() => shop[Symbol.asyncDispose]())

const SCRIPT = '<script>alert(document.domain)</script>'

function crc32(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let k = 0; k < 8; k++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  crc.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, crc])
}

/** A few bytes that say they are `side` × `side` grey pixels, and hold as many zeros as fit. */
function bomb(side: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc(4_000_000), { level: 9 })
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const multipart = (parts: number) =>
  Buffer.from(
    `${Array.from({ length: parts }, (_, i) => `--x\r\ncontent-disposition: form-data; name="p${i}"\r\n\r\n1\r\n`).join('')}--x--\r\n`,
  )

async function frames(format: 'webp' | 'gif'): Promise<Buffer> {
  const stills = await Promise.all([1, 2, 3].map(() => aPicture(8, 8).png().toBuffer()))
  return sharp(stills, { join: { animated: true } })
    .toFormat(format)
    .toBuffer()
}

/** A still PNG that says it is animated, as browsers read it. */
async function animatedPng(): Promise<Buffer> {
  const still = await aPicture(8, 8).png().toBuffer()
  return Buffer.concat([still.subarray(0, 33), chunk('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])), still.subarray(33)])
}

type Sent = { readonly bytes: () => Promise<Buffer> | Buffer; readonly type?: string; readonly refused: readonly [number, string] }
const jpeg = () => aPicture(64, 64).jpeg().toBuffer()

const CORPUS: Record<string, Sent> = {
  'a bomb of 64k × 64k pixels': { bytes: () => bomb(65_536), type: 'image/png', refused: [413, 'picture.too-large'] },
  'a picture of 51 megapixels': { bytes: () => bomb(7150), type: 'image/png', refused: [413, 'picture.too-large'] },
  'more than 10 MB': {
    bytes: async () => Buffer.concat([await jpeg(), Buffer.alloc(10 * 1024 * 1024)]),
    refused: [413, 'picture.too-large'],
  },
  'an SVG with a script': {
    bytes: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`),
    type: 'image/svg+xml',
    refused: [415, 'picture.not-taken'],
  },
  'an SVG that calls itself a JPEG': {
    bytes: () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${SCRIPT}</svg>`),
    refused: [415, 'picture.not-taken'],
  },
  'a page that calls itself a picture': { bytes: () => Buffer.from(`<html>${SCRIPT}`), refused: [415, 'picture.not-taken'] },
  'a page that goes on as a picture': {
    bytes: async () => Buffer.concat([Buffer.from(`<html>${SCRIPT}<!--`), await jpeg()]),
    refused: [415, 'picture.not-taken'],
  },
  'a GIF that is a script as well': {
    bytes: () => Buffer.from('GIF89a=1;alert(1);//'),
    type: 'image/gif',
    refused: [415, 'picture.not-taken'],
  },
  'a GIF that calls itself a PNG': { bytes: () => frames('gif'), type: 'image/png', refused: [415, 'picture.not-taken'] },
  'a program': { bytes: () => Buffer.from('MZ\x90\x00'), refused: [415, 'picture.not-taken'] },
  'a TIFF': { bytes: () => aPicture(8, 8).tiff().toBuffer(), refused: [415, 'picture.not-taken'] },
  'an animated WebP': { bytes: () => frames('webp'), type: 'image/webp', refused: [422, 'picture.unreadable'] },
  'an animated PNG': { bytes: animatedPng, type: 'image/png', refused: [422, 'picture.unreadable'] },
  'the first bytes of a JPEG and nothing': { bytes: () => Buffer.from([0xff, 0xd8, 0xff]), refused: [422, 'picture.unreadable'] },
  'half a JPEG': { bytes: async () => (await jpeg()).subarray(0, 900), refused: [422, 'picture.unreadable'] },
  'the box of an AVIF and no picture': {
    bytes: () => Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('ftypavif'), Buffer.alloc(4), Buffer.from('avif')]),
    type: 'image/avif',
    refused: [422, 'picture.unreadable'],
  },
  'an AVIF that is a film': {
    bytes: () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypavis'), Buffer.alloc(4), Buffer.from('avisavif')]),
    type: 'image/avif',
    refused: [415, 'picture.not-taken'],
  },
  nothing: { bytes: () => Buffer.alloc(0), refused: [415, 'picture.not-taken'] },
  'a form of a thousand parts': {
    bytes: () => multipart(1000),
    type: 'multipart/form-data; boundary=x',
    refused: [415, 'picture.not-taken'],
  },
  JSON: { bytes: () => Buffer.from('{}'), type: 'application/json', refused: [415, 'picture.not-taken'] },
}

test.each(Object.entries(CORPUS))('[F61] %s is refused, and leaves nothing', async (_what, { bytes, type = 'image/jpeg', refused }) => {
  const answer = await upload(shop, await bytes(), { as: cook, type })
  expect([answer.status, answer.body.code]).toEqual(refused)
  expect(await shop.sql('select id from pictures')).toEqual([])
})

test('[F61] of a picture that is also a page, and says where it was taken, the picture alone is kept', async () => {
  const exif = { IFD0: { ImageDescription: SCRIPT, Copyright: 'Asha' }, IFD3: { GPSLatitude: '12/1 58/1 17/1', GPSLatitudeRef: 'N' } }
  const tagged = await aPicture(400, 300).withExif(exif).jpeg().toBuffer()
  expect((await sharp(tagged).metadata()).exif?.includes('Asha')).toBe(true)
  const both = Buffer.concat([tagged, Buffer.from(`<html>${SCRIPT}</html>PK\x03\x04`)])
  const { status, body } = await upload(shop, both, { as: cook })
  expect(status).toBe(201)
  for (const width of [320, 640, 1200]) {
    const { bytes } = await fetchPicture(shop, body.path.replace('640', String(width)))
    const { exif: left, icc, iptc, xmp, ...rest } = await sharp(bytes).metadata()
    expect([left, icc, iptc, xmp]).toEqual([undefined, undefined, undefined, undefined])
    expect(rest).toMatchObject({ format: 'webp' })
    for (const trace of ['script', 'Asha', 'GPS', 'PK\x03\x04']) expect(bytes.includes(trace), trace).toBe(false)
  }
  const [row] = await shop.sql<{ holds: boolean }>(`select bool_or(position($1::bytea in bytes) > 0) as holds from picture_files`, [
    Buffer.from(SCRIPT),
  ])
  expect(row?.holds).toBe(false)
})

test('[F61] many pictures at once are drawn in turn, the rest is asked to come back, and the process stays small', async () => {
  const large = await aPicture(4000, 4000).webp({ quality: 5, effort: 0 }).toBuffer()
  const before = process.memoryUsage().rss
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 20)
  const answers = await Promise.all(Array.from({ length: 40 }, () => upload(shop, large, { as: cook })))
  clearInterval(watch)
  const statuses = answers.map(({ status }) => status)
  const refused = answers.filter(({ status }) => status === 503)
  expect(new Set(statuses)).toEqual(new Set([201, 503]))
  expect(refused.every(({ body, headers }) => body.code === 'server.busy' && headers['retry-after'] === '1')).toBe(true)
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThanOrEqual(16)
  // Undone, all forty would take 2.5 GB.
  expect(most - before).toBeLessThan(600_000_000)
  process.stdout.write(
    `UPLOADS sent=40 taken=${statuses.filter((status) => status === 201).length} rss=+${Math.round((most - before) / 1e6)}MB\n`,
  )
  expect((await upload(shop, await jpeg(), { as: cook })).status).toBe(201)
})
