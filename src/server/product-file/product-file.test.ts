import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { FULL_PRODUCT, openCatalogue } from '../../../test/support/catalogue.ts'
import type { AdminProduct } from '../../contract/product.ts'
import type { ImportReport, ImportRow } from '../../contract/product-file.ts'
import type { Problem } from '../../contract/refusal.ts'

const bakery = openCatalogue()

type Answer = Problem & ImportReport & { line?: number; why?: string; report?: ImportReport }
const file = { 'content-type': 'text/csv' }
const send = (raw: string | Buffer, query = '', headers: Record<string, string> = {}) =>
  bakery.shop.call<Answer>('POST', `/api/admin/products/import${query}`, { as: bakery.cook, raw, headers: { ...file, ...headers } })
const dryRun = (raw: string | Buffer) => send(raw, '?dryRun=1')
const exported = async (query = '') =>
  (await bakery.shop.call<string>('GET', `/api/admin/products/export.csv${query}`, { as: bakery.cook })).text
const rowsOf = (csv: string) => parse(csv, { columns: true, bom: true }) as Record<string, string>[]
const csvOf = (rows: readonly Record<string, unknown>[]) => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const line = (cells: readonly unknown[]) => cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',')
  return [line(columns), ...rows.map((row) => line(columns.map((column) => row[column])))].join('\r\n')
}
const read = async (id: string) => (await bakery.shop.call<AdminProduct>('GET', `/api/admin/products/${id}`, { as: bakery.cook })).body
const count = async () => Number((await bakery.shop.sql<{ count: string }>('select count(*) from products'))[0]?.count)
const short = ({ line, fate, issues }: ImportRow) => [line, fate, ...issues.map(({ column, message }) => `${column} ${message}`)]

const NASTY = [
  '=HYPERLINK("http://evil.example","Click")',
  '+91 98',
  '-2+3',
  '@SUM(A1)',
  "'=1",
  "''@x",
  '＝1',
  'a, "b"; | c \\ d',
  'क्ष 👩‍🍳',
]

test('[F71] what is exported and comes back changes nothing, whatever is written in it; no cell is a formula', async () => {
  for (const name of NASTY)
    await bakery.create({
      ...FULL_PRODUCT,
      name,
      description: `${name}\n\n=2+2, "and"`,
      subcategory: name.slice(0, 40),
      extras: [{ name: name.slice(0, 40), charge: 1, available: true }],
    })
  const csv = await exported('?bom=true')
  expect(csv.startsWith('\ufeff"id","version","name"')).toBe(true)
  for (const cell of (parse(csv, { bom: true }) as string[][]).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
  expect(rowsOf(csv).length).toBe(await count())
  const { status, body } = await dryRun(csv)
  expect([status, body.counts]).toEqual([200, { bad: 0, create: 0, change: 0, same: await count() }])
  const again = await send(csv)
  expect([again.status, again.body.counts.same, again.body.done]).toEqual([200, await count(), true])
})

test('a file of semicolons with lines of any kind, columns in any order and empty lines is read as well', async () => {
  const { _id } = await bakery.create({ stock: 3 })
  const { body } = await dryRun(`Version;STOCK;id\r\r1;4;${_id}\n;;\r\n`)
  expect(body.rows).toMatchObject([{ line: 3, fate: 'change', id: _id, changes: [{ column: 'stock', before: '3', after: '4' }] }])
})

test('a dry run says what would be, cell by cell, and writes nothing; the import does it, once, and tells it', async () => {
  const kept = await bakery.create({ stock: 3 })
  const { _id } = await bakery.create({ basePrice: 450, compareAtPrice: null, sizes: [] })
  const rows = rowsOf(await exported()).filter(({ id }) => id === _id || id === kept._id)
  const changed = rows.map((row) =>
    row.id === _id ? { ...row, basePrice: '1,460.50', sizes: '1 kg | x1.9 | servings: serves 8\n2 kg | x3.6 | +50 | not now' } : row,
  )
  const csv = csvOf([...changed, { name: 'From a file', category: 'Cakes', basePrice: 99 }])
  const before = await count()
  const dry = await dryRun(csv)
  expect(dry.body).toMatchObject({ done: false, counts: { bad: 0, create: 1, change: 1, same: 1 } })
  expect(dry.body.rows.find(({ id }) => id === _id)?.changes).toEqual([
    { column: 'basePrice', before: '450.00', after: '1460.50' },
    { column: 'sizes', before: '', after: '1 kg | x1.9 | servings: serves 8\n2 kg | x3.6 | +50.00 | not now' },
  ])
  expect([await count(), (await read(_id)).version]).toEqual([before, 1])
  const [done, again] = [await send(csv, '', { 'idempotency-key': 'spring' }), await send(csv, '', { 'idempotency-key': 'spring' })]
  expect([done.status, done.body.done, again.text]).toEqual([200, true, done.text])
  expect(await count()).toBe(before + 1)
  expect(await read(_id)).toMatchObject({ version: 2, basePrice: 1460.5, sizes: [{ points: null }, { charge: 50, available: false }] })
  const told = (await bakery.publicEntries()).slice(-2)
  expect(told.map(({ type, data }) => [type, data.name])).toEqual([
    ['product_updated', (await read(_id)).name],
    ['product_created', 'From a file'],
  ])
  expect((await send(`${csv}\r\n`, '', { 'idempotency-key': 'spring' })).body.code).toBe('key.reused')
})

test('every bad row is named with its line, its columns and a sentence, and nothing at all is written', async () => {
  const good = await bakery.create({ stock: 3 })
  const gone = await bakery.create()
  await bakery.remove(gone._id)
  const before = await count()
  const csv = csvOf([
    { id: good._id, version: 1, stock: 4, description: 'Two\nlines' },
    { name: 'No price', category: 'Cakes' },
    { name: 'x'.repeat(81), category: 'Cakes', basePrice: 'free', stock: '-1', extras: 'Candles | red' },
    { name: 'Dear', category: 'Cakes', basePrice: 100, compareAtPrice: 90 },
    { name: 'Shown', category: 'Cakes', basePrice: 100, image: '/media/pictures/000000000000000000000000-640.webp' },
    { name: 'Twins', category: 'Cakes', basePrice: 100, extras: 'Candles\ncandles' },
    { id: good._id, version: 1, stock: 5 },
    { id: gone._id, version: 2 },
    { id: '0'.repeat(24), version: 1 },
    { id: 'mango', version: 1 },
    { id: 'f'.repeat(24), stock: 1 },
  ])
  const dry = await dryRun(`${csv}\r\n"a","b"${',""'.repeat(12)},"one too many"`)
  expect(dry.status).toBe(200)
  expect(dry.body.rows.map(short)).toEqual([
    [2, 'change'],
    [4, 'bad', 'basePrice must be given for a new product'],
    [
      5,
      'bad',
      'stock must be a whole number',
      'basePrice must be rupees with at most two decimals',
      expect.stringMatching(/^extras must be a name/),
      'name must have 1 to 80 characters',
    ],
    [6, 'bad', 'compareAtPrice must be above the price'],
    [7, 'bad', 'image is no picture of this shop'],
    [8, 'bad', 'extras must have distinct names'],
    [10, 'bad', 'id is in line 2 already'],
    [11, 'bad', 'id is archived: put it back first'],
    [12, 'bad', 'id is no product of this shop'],
    [13, 'bad', 'id must be 24 hex digits, as exported; empty for a new product'],
    [14, 'bad', 'version must be the version that was exported'],
    [15, 'bad', ' has more cells than the header has columns', expect.stringMatching(/^id must/), expect.stringMatching(/^version must/)],
  ])
  const real = await send(csv)
  expect([real.status, real.body.code, real.body.report?.counts.bad]).toEqual([422, 'import.bad-rows', 10])
  expect([await count(), (await read(good._id)).stock]).toEqual([before, 3])
})

test('[F33] a row that was exported before somebody else saved is merged; where both changed a field it is bad and says what stands', async () => {
  const { _id } = await bakery.create({ stock: 5, basePrice: 450, compareAtPrice: null })
  const [row] = rowsOf(await exported()).filter(({ id }) => id === _id)
  await bakery.patch(_id, { stock: 2, description: 'Their words' })
  const merged = await send(csvOf([{ ...row, basePrice: 460 }]))
  expect(merged.body.rows).toMatchObject([{ fate: 'change', changes: [{ column: 'basePrice', before: '450.00', after: '460.00' }] }])
  expect(await read(_id)).toMatchObject({ version: 3, basePrice: 460, stock: 2, description: 'Their words' })
  const clash = await send(csvOf([{ ...row, basePrice: 470 }]))
  expect(clash.body.report?.rows.map(short)).toEqual([[2, 'bad', 'basePrice was changed meanwhile, and is "460.00" now']])
  await bakery.shop.sql('update feed.entry set body = null where entity = $1', [`product:${_id}`])
  const forgotten = await dryRun(csvOf([{ ...row, basePrice: 460 }]))
  expect(forgotten.body.rows[0]?.issues.map(({ column }) => column)).toEqual(['description', 'stock'])
})

test('what is no such file is refused with what is wrong where', async () => {
  const wrong: [string | Buffer, number, string][] = [
    ['', 1, 'The file is empty.'],
    ['name,price\nA,1', 1, 'There is no column “price”.'],
    ['name,Name\nA,B', 1, 'The column “name” is there twice.'],
    ['name,category\nA,"B\nC,D', 3, 'A quote was opened and never closed.'],
    ['name,category\nA,B\nC,"D"D', 3, 'The quotes of this line do not fit together.'],
    [Buffer.from('name\nCr\xe8me', 'latin1'), 1, 'The file is not UTF-8.'],
  ]
  for (const [raw, line, why] of wrong) {
    const { status, body } = await dryRun(raw)
    expect([status, body.code, body.line, body.why?.startsWith(why)], String(raw)).toEqual([422, 'import.unreadable', line, true])
  }
  expect((await dryRun(`name\n${'A\n'.repeat(5001)}`)).body).toMatchObject({ status: 413, code: 'import.too-large' })
  expect((await dryRun(Buffer.alloc(5_000_001, 65))).body).toMatchObject({ status: 413, code: 'import.too-large' })
  expect((await send('{}', '', { 'content-type': 'application/json' })).body).toMatchObject({ status: 415, code: 'import.not-csv' })
  expect((await dryRun(`name\n"${'A\u0000'}"`)).body.rows[0]?.issues).toContainEqual({
    column: 'name',
    message: 'must be one line of plain text',
  })
})

test('the template is a file that would make its example', async () => {
  const { text } = await bakery.shop.call('GET', '/api/admin/products/template.csv', { as: bakery.cook })
  expect((await dryRun(text)).body.rows.map(({ fate, name }) => [fate, name])).toEqual([['create', 'Mango cake (an example)']])
})

test('[A11] files of the catalogue are for who has the right to it', async () => {
  const packer = await bakery.shop.person('Ravi', 'staff', ['orders'])
  for (const [as, status] of [
    [undefined, 401],
    [packer, 403],
  ] as const) {
    for (const name of ['export.csv', 'template.csv'])
      expect((await bakery.shop.call('GET', `/api/admin/products/${name}`, { as })).status).toBe(status)
    expect((await bakery.shop.call('POST', '/api/admin/products/import', { as, raw: 'name\nA', headers: file })).status).toBe(status)
  }
})

test('[C10] an export walks page by page: each product is there once, and none is missing', async () => {
  await bakery.shop.sql(
    `insert into products (name, category, base_price) select 'Bun ' || n, 'Buns', 1000 from generate_series(1, 1203) n`,
  )
  const ids = rowsOf(await exported()).map(({ id }) => id)
  const [{ all } = { all: 0 }] = await bakery.shop.sql<{ all: number }>(
    'select count(*)::int as all from products where archived_at is null',
  )
  expect([ids.length, new Set(ids).size]).toEqual([all, all])
})
