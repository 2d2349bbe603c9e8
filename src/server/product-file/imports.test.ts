import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { fileOf, newRows, sendFile, toldOfImports } from '../../../test/support/product-files.ts'
import { until } from '../../../test/support/until.ts'
import { type ProductImport, settledOf } from '../../contract/product-file.ts'
import { startImporting } from './run-import.ts'

let shop: TestShop
let cook: Person
let other: Person
beforeAll(async () => {
  shop = await boot()
  cook = await shop.person('Meera', 'staff', ['catalogue'])
  other = await shop.person('Ravi', 'staff', ['catalogue'])
})
afterAll(() => shop[Symbol.asyncDispose]())

const named = async (word: string) =>
  (await shop.sql<{ name: string }>(`select name from products where name like $1 || ' %'`, [word])).length
const imports = async (as = cook) => (await shop.call<ProductImport[]>('GET', '/api/admin/products/imports', { as })).body
const running = () => until('an import runs', async () => (await imports()).find(({ state }) => state === 'running'))
const stop = (id: string, as = cook) => shop.call<ProductImport>('POST', `/api/admin/products/imports/${id}/stop`, { as })

/** An import that stands still before one of its batches. */
async function standing(batch: number) {
  await shop.sql(`create or replace function hold_on() returns trigger language plpgsql as $$ begin
    if new.next_batch > ${batch} then raise exception 'not now' using errcode = 'query_canceled'; end if; return new; end $$`)
  await shop.sql('create trigger hold_on before update of next_batch on imports for each row execute function hold_on()')
  return {
    async [Symbol.asyncDispose]() {
      await shop.sql('drop trigger hold_on on imports')
    },
  }
}

test('[F75] two parallel sends under one key, and four more, are one import with one answer', async () => {
  const csv = fileOf(newRows('Parallel', 250))
  const answers = await Promise.all(Array.from({ length: 6 }, () => sendFile(shop, cook, csv, { key: 'parallel' })))
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(answers[0]?.body).toMatchObject({ done: true, counts: { bad: 0, create: 250, change: 0, same: 0 } })
  expect(await named('Parallel')).toBe(250)
})

test('[F75] an answer that got lost is given again; other contents under the key are refused, and other people’s keys are their own', async () => {
  const csv = fileOf(newRows('Lost', 250))
  const lost = request(new URL('/api/admin/products/import', shop.url), {
    method: 'POST',
    headers: { 'content-type': 'text/csv', authorization: `Bearer ${cook.token}`, 'idempotency-key': 'lost' },
  })
  lost.on('error', () => undefined)
  lost.end(csv)
  await running()
  lost.destroy()
  const again = await sendFile(shop, cook, csv, { key: 'lost' })
  expect([again.status, again.body.counts]).toEqual([200, { bad: 0, create: 250, change: 0, same: 0 }])
  expect((await sendFile(shop, cook, csv, { key: 'lost' })).text).toBe(again.text)
  expect((await sendFile(shop, cook, `${csv}\n`, { key: 'lost' })).body.code).toBe('key.reused')
  const theirs = await sendFile(shop, other, fileOf(newRows('Theirs', 3)), { key: 'lost' })
  expect([theirs.status, theirs.body.counts.create]).toEqual([200, 3])
  expect([await named('Lost'), await named('Theirs')]).toEqual([250, 3])
})

test('[F75] the very same file makes nothing twice, whoever sends it and under whichever key, while what it made is there', async () => {
  const csv = fileOf(newRows('Once', 3))
  expect((await sendFile(shop, cook, csv)).body.counts.create).toBe(3)
  for (const [as, key] of [
    [cook, undefined],
    [cook, 'a new one'],
    [other, 'another'],
  ] as const)
    expect((await sendFile(shop, as, csv, key === undefined ? {} : { key })).body.counts).toEqual({ bad: 0, create: 0, change: 0, same: 3 })
  expect(await named('Once')).toBe(3)
  const [{ id } = { id: '' }] = await shop.sql<{ id: string }>(`select id from products where name = 'Once 1'`)
  await shop.call('DELETE', `/api/products/${id}`, { as: cook })
  expect((await sendFile(shop, cook, csv, { query: '?dryRun=1' })).body.rows.map(({ fate }) => fate)).toEqual(['same', 'create', 'same'])
})

test('rows that say the same are as many products, and are not made twice either', async () => {
  const csv = fileOf(Array(3).fill(',,Twin of three,Buns,9') as string[])
  expect((await sendFile(shop, cook, csv)).body.counts.create).toBe(3)
  expect((await sendFile(shop, cook, csv)).body.counts.same).toBe(3)
  expect((await sendFile(shop, cook, `${csv}\n,,Twin of three,Buns,9`)).body.counts).toMatchObject({ create: 4, same: 0 })
})

test('a second import is refused and told of the first, whoever sends it; a dry run is not', async () => {
  const first = sendFile(shop, cook, fileOf(newRows('First', 250)), { key: 'first', query: '?name=first.csv' })
  const { _id } = await running()
  const second = await sendFile(shop, other, fileOf(newRows('Second', 2)), { key: 'first' })
  expect(second.body).toMatchObject({
    status: 409,
    code: 'import.running',
    import: { _id, name: 'first.csv', state: 'running', total: 250 },
  })
  expect((await sendFile(shop, other, fileOf(newRows('Second', 2)), { query: '?dryRun=1' })).body.counts.create).toBe(2)
  expect((await first).body.done).toBe(true)
  expect((await sendFile(shop, other, fileOf(newRows('Second', 2)), { key: 'first' })).body.counts.create).toBe(2)
})

test('staff with the right to the catalogue are told of every batch, in order and once, and nobody else is', async () => {
  const screen = await shop.screen(other)
  const before = (await toldOfImports(shop)).length
  await sendFile(shop, cook, fileOf(newRows('Told', 320)), { query: '?name=cakes.csv' })
  const told = (await toldOfImports(shop)).slice(before)
  expect(told.map(({ aud, state, counts, version }) => [aud, state, settledOf(counts), version])).toEqual([
    ['catalogue', 'running', 0, 1],
    ['catalogue', 'running', 100, 2],
    ['catalogue', 'running', 200, 3],
    ['catalogue', 'running', 300, 4],
    ['catalogue', 'done', 320, 5],
  ])
  const [last] = await imports()
  expect(last).toMatchObject({ name: 'cakes.csv', state: 'done', total: 320, counts: { create: 320 } })
  await until('another screen has heard the end', () => screen.data<ProductImport>(`import:${last?._id}`)?.state === 'done')
  const heard = screen.applied.filter(({ entity }) => entity === `import:${last?._id}`)
  expect(heard.map(({ rev }) => rev)).toEqual([1, 2, 3, 4, 5])
})

test('an import is stopped after the batch that is being written: what is there stays, the report says what is not, and the same file goes on', async () => {
  const csv = fileOf(newRows('Stopped', 350))
  const sent = sendFile(shop, cook, csv, { key: 'stop it' })
  const { _id } = await until('a batch is written', async () => (await imports()).find(({ counts }) => counts.create === 100))
  const stopped = await stop(_id, other)
  expect(stopped.body.state).toBe('stopped')
  const there = stopped.body.counts.create
  expect([there % 100, there < 350, await named('Stopped')]).toEqual([0, true, there])
  const { status, body, text } = await sent
  expect([status, body.code, body.report?.done, body.report?.counts]).toEqual([
    409,
    'import.stopped',
    false,
    { bad: 0, create: there, change: 0, same: 0, left: 350 - there },
  ])
  expect(body.report?.rows.map(({ fate }) => fate)).toEqual([...Array(there).fill('create'), ...Array(350 - there).fill('left')])
  expect((await sendFile(shop, cook, csv, { key: 'stop it' })).body.report).toEqual(JSON.parse(text).report)
  expect((await stop(_id)).body).toEqual(stopped.body)
  const report = await shop.call('GET', `/api/admin/products/imports/${_id}`, { as: other })
  expect(report.body).toEqual(body.report)
  const deeds = await shop.sql(`select by, before, after from audit where action = 'import.stop' and entity = $1`, [`import:${_id}`])
  expect(deeds).toEqual([{ by: other.id, before: { state: 'running' }, after: { state: 'stopped' } }])

  const rest = await sendFile(shop, cook, csv, { key: 'go on' })
  expect([rest.status, rest.body.counts]).toEqual([200, { bad: 0, create: 350 - there, change: 0, same: there }])
  expect(await named('Stopped')).toBe(350)
})

test('[F33] a row whose product was saved after the file was judged is merged, or bad where both changed a field; all other rows are written', async () => {
  const [clash, merge, plain] = [await shop.product({ stock: 1 }), await shop.product({ stock: 1 }), await shop.product()]
  const rows = [clash, merge, plain].map(({ _id, name }) => `${_id},1,${name},Cakes,499`)
  const csv = fileOf([...newRows('Before', 100), ...rows, ...newRows('After', 100)])
  {
    await using _ = await standing(1)
    expect((await sendFile(shop, cook, csv, { key: 'clash' })).status).toBe(503)
    expect([await named('Before'), await named('After')]).toEqual([100, 0])
    await shop.call('PATCH', `/api/products/${clash._id}`, { as: other, body: { basePrice: 555 } })
    await shop.call('PATCH', `/api/products/${merge._id}`, { as: other, body: { stock: 9 } })
  }
  const { status, body } = await sendFile(shop, cook, csv, { key: 'clash' })
  expect([status, body.done, body.counts]).toEqual([200, true, { bad: 1, create: 200, change: 2, same: 0 }])
  expect(body.rows.find(({ fate }) => fate === 'bad')).toMatchObject({
    id: clash._id,
    line: 102,
    issues: [{ column: 'basePrice', message: 'was changed meanwhile, and is "555.00" now' }],
  })
  const now = await shop.sql<{ id: string }>('select id, base_price, stock, version from products where id = any ($1)', [
    [clash, merge, plain].map(({ _id }) => _id),
  ])
  expect(new Map(now.map(({ id, ...rest }) => [id, rest]))).toEqual(
    new Map([
      [clash._id, { base_price: 55_500, stock: 1, version: 2 }],
      [merge._id, { base_price: 49_900, stock: 9, version: 3 }],
      [plain._id, { base_price: 49_900, stock: null, version: 2 }],
    ]),
  )
  const again = await sendFile(shop, cook, csv, { key: 'after the clash' })
  expect([again.body.code, again.body.report?.counts]).toEqual(['import.bad-rows', { bad: 1, create: 0, change: 0, same: 202 }])
  // The file with that row mended is another file, and makes nothing twice all the same.
  const mended = await sendFile(shop, cook, csv.replace(`${clash._id},1,`, `${clash._id},2,`), { key: 'mended' })
  expect([mended.status, mended.body.counts]).toEqual([200, { bad: 0, create: 0, change: 1, same: 202 }])
  expect([await named('Before'), await named('After')]).toEqual([100, 100])
})

test('an import that nobody works on any more is gone on with by a node that notices', async () => {
  {
    await using _ = await standing(1)
    expect((await sendFile(shop, cook, fileOf(newRows('Orphan', 250)), { key: 'orphan' })).status).toBe(503)
  }
  expect((await running()).counts.create).toBe(100)
  const importing = startImporting(shop.deps, 0, 20)
  await until('it is done', async () => (await imports())[0]?.state === 'done')
  await importing.close()
  expect(await named('Orphan')).toBe(250)
})

test('an import of which a row cannot be written is stopped, says so, and keeps no other waiting', async () => {
  await shop.sql(`create function refuse_it() returns trigger language plpgsql as $$ begin raise exception 'cannot be kept'; end $$`)
  await shop.sql(
    `create trigger refuse_it before insert on products for each row when (new.name = 'Cursed 150') execute function refuse_it()`,
  )
  const csv = fileOf(newRows('Cursed', 250))
  const { status, body } = await sendFile(shop, cook, csv, { key: 'cursed' })
  await shop.sql('drop trigger refuse_it on products')
  expect([status, body.code, body.report?.counts]).toEqual([409, 'import.stopped', { bad: 0, create: 100, change: 0, same: 0, left: 150 }])
  expect(body.report?.rows.filter(({ issues }) => issues.length > 0).map(({ fate }) => fate)).toEqual(Array(100).fill('left'))
  expect((await imports())[0]?.state).toBe('stopped')
  expect((await sendFile(shop, cook, fileOf(newRows('Blessed', 2)))).status).toBe(200)
  expect((await sendFile(shop, cook, csv, { key: 'once more' })).body.counts).toEqual({ bad: 0, create: 150, change: 0, same: 100 })
  expect(await named('Cursed')).toBe(250)
})

test('a file without rows is imported at once; what is no import is not found', async () => {
  expect((await sendFile(shop, cook, 'name,category\n')).body).toEqual({
    done: true,
    counts: { bad: 0, create: 0, change: 0, same: 0 },
    rows: [],
  })
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/stop'],
  ] as const)
    expect(
      (await shop.call('POST' === method ? 'POST' : 'GET', `/api/admin/products/imports/${'0'.repeat(24)}${path}`, { as: cook })).status,
    ).toBe(404)
})
