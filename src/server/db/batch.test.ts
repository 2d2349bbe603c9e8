import type { EventEmitter } from 'node:events'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import { clientConfig, codeOf } from './database.ts'
import { ask, hurry } from './pipeline.ts'

/** One connection, and how often PostgreSQL said each thing over it. */
async function line() {
  const database = await testDatabase()
  const client = new pg.Client({ ...clientConfig(database.connection), pipeline: true }) as pg.Client & pg.PoolClient
  await client.connect()
  const heard = { readyForQuery: 0, parseComplete: 0, rowDescription: 0 }
  const { connection } = client as unknown as { readonly connection: EventEmitter }
  for (const what of Object.keys(heard) as (keyof typeof heard)[]) connection.on(what, () => heard[what]++)
  await ask(client, 'create temporary table marks (id int primary key, note text)', [])
  return {
    client,
    /** What was heard since it was asked last. */
    since: () => {
      const before = { ...heard }
      Object.assign(heard, { readyForQuery: 0, parseComplete: 0, rowDescription: 0 })
      return before
    },
    async [Symbol.asyncDispose]() {
      await client.end().catch(() => undefined)
      await database[Symbol.asyncDispose]()
    },
  }
}

const put = (client: pg.PoolClient, id: unknown, note: unknown = null) =>
  ask(client, 'insert into marks values ($1, $2) returning id', [id, note])
const all = async (client: pg.PoolClient) => (await ask(client, 'select id, note from marks where id > $1 order by id', [0])).rows

test('what is asked in one turn is answered by one packet; a statement is parsed and its rows are described once per connection', async () => {
  await using own = await line()
  const { client, since } = own
  since()
  const turn = (from: number) =>
    Promise.all([ask(client, 'begin', []), put(client, from), put(client, from + 1, 'x'), all(client), ask(client, 'commit', [])])
  const [, first, , seen] = await turn(1)
  expect(first).toEqual({ command: 'INSERT', rowCount: 1, rows: [{ id: 1 }] })
  expect(seen).toEqual([
    { id: 1, note: null },
    { id: 2, note: 'x' },
  ])
  // Both inserts were on their way before the first was described.
  expect(since()).toEqual({ readyForQuery: 1, parseComplete: 4, rowDescription: 3 })
  expect((await turn(3))[3]).toHaveLength(4)
  expect(since()).toEqual({ readyForQuery: 1, parseComplete: 0, rowDescription: 0 })
})

test('[F31] behind a statement that fails none is run, the first says why, and all can be asked again', async () => {
  await using own = await line()
  const { client } = own
  await put(client, 7)
  const answers = [
    ask(client, 'begin', []),
    put(client, 8),
    put(client, 7),
    ask(client, 'select note as new_one from marks where id = $1', [7]),
    ask(client, 'commit', []),
  ]
  const told = (await Promise.allSettled(answers)).map((one) => (one.status === 'fulfilled' ? 'done' : codeOf(one.reason)))
  expect(told).toEqual(['done', 'done', '23505', '25P02', '25P02'])
  await ask(client, 'rollback', [])
  expect(await all(client)).toEqual([{ id: 7, note: null }])
  expect((await ask(client, 'select note as new_one from marks where id = $1', [7])).rows).toEqual([{ new_one: null }])
})

test('a text that PostgreSQL cannot read is refused as often as it is asked, and spoils no other', async () => {
  await using own = await line()
  const { client } = own
  for (let i = 1; i <= 3; i++) {
    expect(codeOf(await ask(client, 'selekt $1', [1]).catch((error: unknown) => error))).toBe('42601')
    await put(client, i)
  }
  expect(codeOf(await ask(client, 'select 1; select 2', []).catch((error: unknown) => error))).toBe('42601')
  expect(await all(client)).toHaveLength(3)
})

test('a value that cannot be written down fails its own statement alone', async () => {
  await using own = await line()
  const { client } = own
  const endless: { self?: unknown } = {}
  endless.self = endless
  const [good, bad, after] = await Promise.allSettled([put(client, 1), put(client, 2, endless), put(client, 3)])
  expect([good, after].map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  expect(bad).toMatchObject({ status: 'rejected', reason: expect.objectContaining({ message: expect.stringContaining('circular') }) })
  expect(await all(client)).toHaveLength(2)
})

test('values come back as they were put: nothing, empty, long, bytes, lists, JSON, times, large numbers', async () => {
  await using own = await line()
  const { client } = own
  const long = 'क्ष🎂'.repeat(20_000)
  const at = new Date('2026-03-31T18:30:00.123Z')
  const { rows } = await ask(
    client,
    'select $1::text as nothing, $2::text as empty, $3::text as long, $4::bytea as bytes, $5::text[] as list, $6::jsonb as json, $7::timestamptz as at, $8::bigint as large, $9::bool as flag',
    [null, '', long, Buffer.from([0, 255, 10]), ['a"b', '{,}', null], JSON.stringify({ a: [1] }), at, 9_007_199_254_740_991, false],
  )
  expect(rows).toEqual([
    {
      nothing: null,
      empty: '',
      long,
      bytes: Buffer.from([0, 255, 10]),
      list: ['a"b', '{,}', null],
      json: { a: [1] },
      at,
      large: 9_007_199_254_740_991,
      flag: false,
    },
  ])
})

test('[F2] a connection that ends under way fails all that was not answered, with no code that would say more than is known', async () => {
  await using own = await line()
  const { client } = own
  client.on('error', () => undefined)
  const asked = [put(client, 1), ask(client, 'select pg_sleep($1)', [60]), put(client, 2)]
  process.nextTick(() => (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy())
  const told = await Promise.allSettled(asked)
  expect(told.map((one) => (one.status === 'fulfilled' ? 'done' : codeOf(one.reason)))).toEqual(['', '', ''])
  expect(codeOf(await put(client, 3).catch((error: unknown) => error))).toBe('')
})

test('[F2] a connection that answers nothing for longer than it may is broken, not waited for', async () => {
  await using own = await line()
  const { client } = own
  client.on('error', () => undefined)
  hurry(client, 200)
  const told = await Promise.allSettled([put(client, 1), ask(client, 'select pg_sleep($1)', [60]), put(client, 2)])
  expect(told.map((one) => (one.status === 'fulfilled' ? 'done' : codeOf(one.reason)))).toEqual(['', '', ''])
  expect(codeOf(await put(client, 3).catch((error: unknown) => error))).toBe('')
})

test('[F19] answers that came while this process stood still count', async () => {
  await using own = await line()
  const { client } = own
  hurry(client, 1500)
  const asked = [put(client, 1), put(client, 2)]
  process.nextTick(() => setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000)))
  await Promise.all(asked)
  expect(await all(client)).toHaveLength(2)
})
