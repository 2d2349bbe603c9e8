import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import { parseCursor } from '../../feed/cursor.ts'
import { logContract } from '../../feed/testing/log-contract.ts'
import { append } from './append.sql.ts'
import { clientConfig, openDatabase } from './database.ts'
import { cursorAt, feedLog } from './feed-log.sql.ts'

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
            await sql`insert into feed.outbox (shop, type, entity, auds, bodies)
                      values (1, 'said', ${entity}, ${[audience]}::text[], ${[body]}::text[])`.execute(tx)
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

  test('[F2] [B06] with 16 writers that dawdle in their transactions no reader passes over an entry', async () => {
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
          await sql`insert into feed.outbox (shop, type, auds, bodies) values (1, 'said', '{public}', array[${`{"w":${writer},"i":${i}}`}])`.execute(
            tx,
          )
          await sql`select pg_sleep(${(writer * 7 + i * 3) % 10} / 1000.0)`.execute(tx)
        })
      }
    }
    await Promise.all(Array.from({ length: 16 }, (_, writer) => write(writer)))
    writing = false
    await reader
    expect(seen).toEqual(Array.from({ length: 320 }, (_, i) => i + 1))
  })

  test("[F2] the shop's own role cannot write the log, only say what happened", async () => {
    const { db, embedded } = await open()
    for (const statement of [
      sql`insert into feed.entry (shop, aud, n, seq, idx, type, at, digest, chain) values (1, 'public', 99, 99, 1, 'x', now(), '', '')`,
      sql`update feed.entry set body = '{}'`,
      sql`delete from feed.entry`,
      sql`update feed.shop set seq = 0`,
      sql`delete from feed.outbox`,
      sql`truncate feed.outbox`,
      sql`alter table feed.outbox disable trigger stamp`,
      ...(embedded ? [sql`set role feed_owner`] : []),
    ]) {
      await expect(statement.execute(db.read)).rejects.toMatchObject({ code: '42501' })
    }
  })
})
