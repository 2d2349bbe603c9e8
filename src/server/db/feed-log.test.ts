import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import { parseCursor } from '../../feed/cursor.ts'
import { logContract } from '../../feed/testing/log-contract.ts'
import { append, appendAll } from './append.sql.ts'
import { clientConfig, openDatabase, type Tx } from './database.ts'
import { cursorAt, feedLog } from './feed-log.sql.ts'
import { send } from './pipeline.ts'

const cleanup: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of cleanup.reverse()) await close()
})

async function open() {
  const database = await testDatabase()
  const db = openDatabase(database.connection, () => undefined)
  const root = new pg.Client(clientConfig(database.connection))
  await root.connect()
  cleanup.push(
    () => database.drop(),
    () => db.close(),
    () => root.end(),
  )
  return { db, root, embedded: typeof database.connection !== 'string' }
}

describe('the feed in PostgreSQL', () => {
  logContract(async () => {
    const { db, root } = await open()
    return {
      log: feedLog(db),
      commit: (said) =>
        db.transaction(async (tx) => {
          for (const [audience, body] of said) {
            const { entity = null } = JSON.parse(body) as { entity?: string }
            appendAll(tx, [{ type: 'said', entity, rev: null, audiences: [audience], bodies: [body] }])
          }
        }),
      cursor: async (audiences) => {
        const cursor = parseCursor(await cursorAt(db.read, audiences))
        if (cursor === null) throw new Error('our own cursor is unreadable')
        return cursor
      },
      prune: async (seq) => {
        // Retention goes by age: what is to go is made old.
        await root.query(`update feed.entry set at = now() - interval '40 days' where seq < $1`, [seq])
        await root.query(`select feed.prune(now() - interval '30 days')`)
      },
      restore: async (seq) => {
        await root.query('delete from feed.entry where seq > $1', [seq])
        await root.query('update feed.shop set seq = $1', [seq])
        await root.query(`update feed.audience a set n = e.n, chain = e.chain
          from (select distinct on (aud) aud, n, chain from feed.entry order by aud, n desc) e where e.aud = a.aud`)
      },
    }
  })

  test('[F1] [B02] what is rolled back says nothing', async () => {
    const { db } = await open()
    const log = feedLog(db)
    const before = await log.head()
    const at = new Date(0).toISOString()
    await expect(
      db.transaction(async (tx) => {
        append(tx, { type: 'product_deleted', entity: 'product:a', rev: 1, at, gone: true }, [['public', { _id: 'a' }]])
        throw new Error('the oven is cold')
      }),
    ).rejects.toThrow('the oven is cold')
    expect(await log.head()).toEqual(before)
    expect((await log.after(before.seq, 10)).entries).toEqual([])
  })

  const doors = {
    'with the COMMIT': (tx: Tx, body: string) =>
      appendAll(tx, [{ type: 'said', entity: null, rev: null, audiences: ['public'], bodies: [body] }]),
    'through the outbox': (tx: Tx, body: string) =>
      send(tx, sql`insert into feed.outbox (shop, type, auds, bodies) values (1, 'said', '{public}', array[${body}::text])`),
  }
  test.each(Object.entries(doors))(
    '[F2] [B06] with 16 writers that dawdle in their transactions and write %s no reader passes over an entry',
    async (_, say) => {
      const { db } = await open()
      const log = feedLog(db)
      const { seq } = await log.head()
      const seen: number[] = []
      let last = seq
      let writing = true
      const reader = (async () => {
        while (writing || (await log.head()).seq > last) {
          for (const entry of (await log.after(last, 50)).entries) {
            seen.push(entry.n)
            last = entry.seq
          }
        }
      })()
      const write = async (writer: number) => {
        for (let i = 0; i < 20; i++) {
          await db.transaction(async (tx) => {
            say(tx, `{"w":${writer},"i":${i}}`)
            await sql`select pg_sleep(${(writer * 7 + i * 3) % 10} / 1000.0)`.execute(tx)
          })
        }
      }
      await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)))
      writing = false
      await reader
      expect(seen).toEqual(Array.from({ length: 320 }, (_, i) => i + 1))
    },
  )

  test('[F2] a transaction is one moment, through whichever door and in however many parts its news came', async () => {
    const { db } = await open()
    const log = feedLog(db)
    const before = await log.head()
    const many = Array.from({ length: 450 }, (_, i) => `{"i":${i}}`)
    await db.transaction((tx) => {
      doors['through the outbox'](tx, '{"i":450}')
      for (const body of many) doors['with the COMMIT'](tx, body)
      return Promise.resolve()
    })
    const { entries } = await log.after(before.seq, 10)
    expect(new Set(entries.map(({ seq }) => seq))).toEqual(new Set([before.seq + 1]))
    expect(entries.map(({ idx }) => idx)).toEqual(Array.from({ length: 451 }, (_, i) => i + 1))
    expect(entries.map(({ n }) => n)).toEqual(Array.from({ length: 451 }, (_, i) => i + 1))
    expect(entries.map(({ body }) => body)).toEqual([...many, '{"i":450}'])
  })

  test('[F2] who stands still between its news and its COMMIT is cut off, and the others go on', async () => {
    const { db, root } = await open()
    const log = feedLog(db)
    const before = await log.head()
    // Its connection ends with an error of its own.
    root.on('error', () => undefined)
    await root.query('begin')
    await root.query(`select feed.append(1, '{said}', '{NULL}', '{NULL}', '{public}', array['"still"'])`)
    await db.transaction((tx) => Promise.resolve(doors['with the COMMIT'](tx, '"on"')))
    expect((await log.after(before.seq, 10)).entries.map(({ n, body }) => ({ n, body }))).toEqual([{ n: 1, body: '"on"' }])
  })

  test("[F2] the shop's own role cannot write the log, only say what happened", async () => {
    const { db, embedded } = await open()
    for (const statement of [
      sql`insert into feed.entry (shop, aud, n, seq, idx, type, at, digest, chain) values (1, 'public', 99, 99, 1, 'x', now(), '', '')`,
      sql`update feed.entry set body = '{}'`,
      sql`delete from feed.entry`,
      sql`update feed.shop set seq = 0`,
      sql`delete from feed.outbox`,
      sql`create or replace function feed.append(int, text[], text[], bigint[], text[], text[]) returns void language sql as ''`,
      sql`truncate feed.outbox`,
      sql`alter table feed.outbox disable trigger stamp`,
      ...(embedded ? [sql`set role feed_owner`] : []),
    ]) {
      await expect(statement.execute(db.read)).rejects.toMatchObject({ code: '42501' })
    }
    for (const [auds, bodies] of [
      [['public'], []],
      [['public'], ['1', '2']],
      [[null], ['1']],
      [['public'], [null]],
      [[], []],
    ]) {
      const said = sql`select feed.append(1, array_fill('x'::text, array[cardinality(${auds}::text[])]), array_fill(null::text, array[cardinality(${auds}::text[])]),
        array_fill(null::bigint, array[cardinality(${auds}::text[])]), ${auds}::text[], ${bodies}::text[])`
      await expect(said.execute(db.read)).rejects.toMatchObject({ code: '23514' })
    }
  })
})
