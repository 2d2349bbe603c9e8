import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCatalogue } from '../../../test/support/catalogue.ts'
import { testDatabase } from '../../../test/support/postgres.ts'
import { ProductInput } from '../../contract/product.ts'
import { append } from '../db/append.sql.ts'
import { type Database, openDatabase, type Queryable } from '../db/database.ts'
import { cursorAt } from '../db/feed-log.sql.ts'
import { archiveProduct } from './archive-product.ts'
import { createProduct } from './create-product.ts'
import { moveStock } from './move-stock.ts'
import { listProducts } from './product-list.sql.ts'
import { publicAnswers } from './public-answers.ts'
import { updateProduct } from './update-product.ts'

let db: Database
const cleanUps: (() => Promise<unknown>)[] = []
beforeAll(async () => {
  const database = await testDatabase()
  db = openDatabase(database.connection, () => undefined)
  cleanUps.push(() => db.close(), database.drop)
})
afterAll(async () => {
  for (const cleanUp of cleanUps) await cleanUp()
})

const input = (fields: object = {}) => ProductInput.parse({ name: 'Cake', category: 'Cakes', basePrice: 450, ...fields })
const LISTS = [{}, { category: 'Cakes' }, { search: 'ca' }, { sort: 'price' }, { egg: 'eggless' }] as const

describe('answers kept in memory', () => {
  test('200 random writes, each followed by reads of whoever wrote and of others: no answer is older than the last write', async () => {
    const answers = publicAnswers(db)
    const nodes = [answers, publicAnswers(db)]
    const ids: string[] = []
    const dice = (sides: number) => randomBytes(1).readUInt8() % sides
    const anyOf = () => ids[dice(ids.length)] ?? ''
    const writes = [
      async () => void ids.push((await createProduct(db, null, input({ name: randomBytes(3).toString('hex'), stock: 9 })))._id),
      async () => void (await updateProduct(db, null, anyOf(), { name: randomBytes(3).toString('hex') }, undefined)),
      async () => void (await updateProduct(db, null, anyOf(), { available: dice(2) === 0 }, undefined)),
      async () => void (await updateProduct(db, null, anyOf(), { costPrice: dice(200) }, undefined)),
      async () => db.transaction((tx) => moveStock(tx, new Map([[anyOf(), 1]]))),
      async () => db.transaction((tx) => moveStock(tx, new Map([[anyOf(), -2]]))),
      async () =>
        db.transaction(async (tx) =>
          append(tx, { type: 'slot_updated', entity: `slot:${dice(3)}`, rev: dice(200), at: '' }, [
            ['public', { slotId: '', day: '', left: 1 }],
          ]),
        ),
      async () => void (ids.length > 5 && (await archiveProduct(db, null, anyOf(), undefined))),
    ]
    const reads = async () => {
      const query = LISTS[dice(LISTS.length)] ?? {}
      const load = async (read: Queryable) => {
        const { items, ...page } = await listProducts(read, query, { for: 'public' })
        return { data: items, page }
      }
      const fresh = JSON.stringify((await load(db.read)).data)
      for (const node of nodes) {
        const audiences = dice(2) === 0 ? (['public'] as const) : (['public', 'catalogue'] as const)
        const { answer } = await node.read(JSON.stringify(query), audiences, load)
        expect(answer.body.toString()).toBe(fresh)
      }
    }
    await writes[0]?.()
    for (let i = 0; i < 200; i++) {
      // Refused ones (archived already, sold out) are part of a shop's day.
      await writes[dice(writes.length)]?.().catch((error: unknown) => expect(error).toHaveProperty('code'))
      await Promise.all([reads(), reads()])
    }
    expect(ids.length).toBeGreaterThan(5)
  })

  test('nothing is read again while nothing changed, and everything after a change', async () => {
    const answers = publicAnswers(db)
    let loads = 0
    const load = async () => ({ data: [++loads] })
    for (let i = 0; i < 5; i++) await answers.read('x', ['public'], load)
    await answers.read('x', ['public', `user:${'a'.repeat(24)}`], load)
    expect(loads).toBe(1)
    await Promise.all(Array.from({ length: 20 }, () => answers.read('y', ['public'], load)))
    expect(loads).toBe(2)
    await createProduct(db, null, input({ available: false }))
    await answers.read('x', ['public'], load)
    expect(loads).toBe(2)
    await createProduct(db, null, input())
    await answers.read('x', ['public'], load)
    expect(loads).toBe(3)
  })

  test('what is told of slots leaves them as they are, at the newest position', async () => {
    const answers = publicAnswers(db)
    let loads = 0
    const load = async () => ({ data: ++loads })
    await createProduct(db, null, input())
    await answers.read('x', ['public'], load)
    const tellSlot = (rev: number) =>
      db.transaction(async (tx) => {
        const [slotId, day] = ['f'.repeat(24), '2026-11-23']
        append(tx, { type: 'slot_updated', entity: `slot:${slotId}:${day}`, rev, at: new Date().toISOString() }, [
          ['public', { slotId, day, left: rev }],
        ])
      })
    for (let rev = 1; rev <= 5; rev++) {
      await tellSlot(rev)
      const { cursor } = await answers.read('x', rev % 2 === 0 ? ['public'] : ['public', 'catalogue'], load)
      expect(cursor).toBe(await cursorAt(db.read, rev % 2 === 0 ? ['public'] : ['public', 'catalogue']))
    }
    expect(loads).toBe(1)
    await createProduct(db, null, input())
    await tellSlot(6)
    await answers.read('x', ['public'], load)
    expect(loads).toBe(2)
  })

  test('somebody signed in gets a position in all their audiences at which the answer is exact, also when something is written meanwhile', async () => {
    const answers = publicAnswers(db)
    const audiences = ['public', 'catalogue'] as const
    let writes = 1
    const load = async (read: Queryable) => {
      if (writes-- > 0) await createProduct(db, null, input())
      return { data: (await listProducts(read, {}, { for: 'public' })).total }
    }
    const { answer, cursor } = await answers.read('q', audiences, load)
    expect(cursor).toBe(await cursorAt(db.read, audiences))
    expect(answer.body.toString()).toBe(String((await listProducts(db.read, {}, { for: 'public' })).total))
    writes = 5
    const busy = await answers.read('busy', audiences, load)
    expect(busy.cursor).toBe(await cursorAt(db.read, audiences))
  })

  test('the oldest answers leave when memory is full', async () => {
    const answers = publicAnswers(db)
    const big = 'x'.repeat(1024 * 1024)
    for (let i = 0; i < 40; i++) await answers.read(`big ${i}`, ['public'], async () => ({ data: big }))
    expect(answers.bytes).toBeLessThanOrEqual(16 * 1024 * 1024)
    expect(answers.bytes).toBeGreaterThan(8 * 1024 * 1024)
    let loads = 0
    const load = async () => ({ data: ++loads })
    await answers.read('big 39', ['public'], load)
    expect(loads).toBe(0)
    await answers.read('big 0', ['public'], load)
    expect(loads).toBe(1)
  })

  test('what could not be read is not kept', async () => {
    const answers = publicAnswers(db)
    await expect(answers.read('z', ['public'], async () => Promise.reject(new Error('away')))).rejects.toThrow('away')
    expect((await answers.read('z', ['public'], async () => ({ data: 1 }))).answer.body.toString()).toBe('1')
  })
})

describe('over HTTP', () => {
  const bakery = openCatalogue()

  test('who has the newest answer gets 304 and the newest position; after a change the new answer', async () => {
    const product = await bakery.create()
    for (const path of ['/api/products', '/api/products/featured', '/api/products/categories', `/api/products/${product._id}`]) {
      const first = await bakery.shop.call('GET', path)
      const again = await bakery.shop.call('GET', path, { headers: { 'if-none-match': `"other", ${String(first.headers.etag)}` } })
      expect([again.status, again.text, again.headers['cakewire-cursor']], path).toEqual([304, '', first.headers['cakewire-cursor']])
      await bakery.create({ category: randomBytes(4).toString('hex'), featured: true })
      await bakery.patch(product._id, { description: randomBytes(4).toString('hex') })
      const changed = await bakery.shop.call('GET', path, { headers: { 'if-none-match': String(first.headers.etag) } })
      expect(changed.status, path).toBe(200)
      expect(changed.headers['cakewire-cursor']).not.toBe(first.headers['cakewire-cursor'])
    }
  })

  test('everybody gets the same body, and staff a position in all that they may hear', async () => {
    await bakery.create()
    const anonymous = await bakery.list()
    const staff = await bakery.list('', bakery.cook)
    expect(staff.text).toBe(anonymous.text)
    expect(String(anonymous.headers['cakewire-cursor']).split('~').slice(1)).toHaveLength(1)
    const marks = String(staff.headers['cakewire-cursor']).split('~').slice(1)
    expect(marks.map((mark) => mark.split('.')[0])).toEqual(['public', 'catalogue', `user:${bakery.cook.id}`])
  })

  test('a body is packed as the client takes it', async () => {
    await bakery.create()
    const plain = await bakery.list()
    const { brotliDecompressSync, gunzipSync } = await import('node:zlib')
    for (const [accepted, unpack] of [
      ['gzip, deflate, br', brotliDecompressSync],
      ['gzip;q=1.0, br;q=0', gunzipSync],
      ['identity', (body: Buffer) => body],
    ] as const) {
      const response = await fetch(`${bakery.shop.url}/api/products`, { headers: { 'accept-encoding': accepted } })
      // fetch unpacks by itself: the header says what was sent.
      expect(await response.text(), accepted).toBe(plain.text)
      const expected = unpack === brotliDecompressSync ? 'br' : unpack === gunzipSync ? 'gzip' : null
      expect(response.headers.get('content-encoding'), accepted).toBe(expected)
    }
  })
})
