import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'
import { until } from '../../../test/support/until.ts'
import { Refusal } from '../refusal.ts'
import { codeOf } from './database.ts'
import { send } from './pipeline.ts'

const theShop = async () => {
  const shop = await boot()
  await shop.sql('create table marks (id int primary key, note text); grant all on marks to cakewire_app')
  return shop
}
const put = (id: number, note = '') => sql`insert into marks values (${id}, ${note})`

test('what is sent and what is awaited run in the order in which they were asked', async () => {
  await using shop = await theShop()
  const seen = await shop.deps.db.transaction(async (tx) => {
    send(tx, put(1, 'first'))
    send(tx, sql`update marks set note = note || ', second' where id = 1`)
    const { rows } = await sql`select note from marks`.execute(tx)
    send(tx, sql`update marks set note = note || ', third' where id = 1`)
    return rows
  })
  expect(seen).toEqual([{ note: 'first, second' }])
  expect(await shop.sql('select note from marks')).toEqual([{ note: 'first, second, third' }])
})

test('a transaction fails with what was sent, says why, and leaves nothing and a connection that works', async () => {
  await using shop = await theShop()
  const { db } = shop.deps
  await db.transaction(async (tx) => void (await put(7).execute(tx)))
  for (let i = 0; i < 20; i++) {
    const failing = db.transaction((tx) => {
      send(tx, put(8))
      send(tx, put(7))
      send(tx, put(9))
      return Promise.resolve()
    })
    expect(codeOf(await failing.catch((error: unknown) => error))).toBe('23505')
  }
  const told = db.transaction(async (tx) => {
    send(tx, put(7))
    await sql`select 1`.execute(tx)
  })
  expect(codeOf(await told.catch((error: unknown) => error))).toBe('23505')
  expect(await shop.sql('select id from marks')).toEqual([{ id: 7 }])
  // The feed's tail may be looking just now.
  await until('every connection is back', () => db.pool.idle === db.pool.total)
})

test('a failure that is caught does not make the commit look as if it had been one', async () => {
  await using shop = await theShop()
  const work = shop.deps.db.transaction(async (tx) => {
    await put(1).execute(tx)
    await put(1)
      .execute(tx)
      .catch(() => undefined)
  })
  expect(codeOf(await work.catch((error: unknown) => error))).toBe('25P02')
  expect(await shop.sql('select id from marks')).toEqual([])
})

test('what asks to be tried again is, also when it was only sent', async () => {
  await using shop = await theShop()
  let tries = 0
  await shop.deps.db.transaction((tx) => {
    tries++
    send(tx, put(tries))
    if (tries === 1) send(tx, sql`do $$ begin raise serialization_failure; end $$`)
    return Promise.resolve()
  })
  expect(await shop.sql('select id from marks')).toEqual([{ id: 2 }])
})

test('[F31] what was sent behind a statement that fails does not hide its reason: what asks to be tried again is', async () => {
  await using shop = await theShop()
  let tries = 0
  await shop.deps.db.transaction(async (tx) => {
    tries++
    const first = tries === 1 ? sql`do $$ begin raise lock_not_available; end $$` : sql`select 1`
    const answer = first.execute(tx)
    send(tx, put(tries))
    await answer
  })
  expect(await shop.sql('select id from marks')).toEqual([{ id: 2 }])
})

test('[F2] a connection that is lost on the way to the commit leaves the outcome unknown', async () => {
  await using shop = await theShop()
  const work = shop.deps.db.transaction((tx) => {
    send(tx, put(1))
    send(tx, sql`select pg_sleep(60)`)
    return Promise.resolve()
  })
  const answer = work.catch((error: unknown) => error)
  await until('it is on the way and is cut off', async () => {
    const cut = await shop.sql(`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'select pg_sleep(60)'`)
    return cut.length > 0
  })
  expect(await answer).toEqual(new Refusal('outcome.unknown'))
  expect(await shop.sql('select id from marks')).toEqual([])
})
