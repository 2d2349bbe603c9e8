import pg from 'pg'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import { until } from '../../../test/support/until.ts'
import { clientConfig } from '../db/database.ts'
import type { Redis } from '../redis/redis.ts'
import { startWaking } from './wake.ts'

const log = pino({ level: 'silent' })

/** Counts how often it is woken, and how often it is to look by the clock. */
function sleeper() {
  const count = { woken: 0, polled: 0 }
  return { count, waker: { wake: () => void count.woken++, poll: () => void count.polled++ } }
}

/** Another node's commits, told through Redis. */
function otherNode() {
  let run: () => void = () => undefined
  const listen = (listener: () => void) => {
    run = listener
  }
  const redis = { listen } as unknown as Redis
  const commits = (times: number) => {
    for (let i = 0; i < times; i++) run()
  }
  return { redis, commits }
}

test('[F6] a node that cannot listen to the database is woken by Redis', async () => {
  const { redis, commits } = otherNode()
  const { count, waker } = sleeper()
  const waking = startWaking('postgres://nobody@127.0.0.1:1/none', waker, log, redis)
  const before = count.woken
  commits(1000)
  expect(count.woken).toBe(before + 1000)
  expect(waking.line()).toBeUndefined()
  await waking.close()
})

test('[F06] [F6] a node that neither hears the database nor has a Redis looks by itself', async () => {
  const { count, waker } = sleeper()
  const waking = startWaking('postgres://nobody@127.0.0.1:1/none', waker, log, null)
  await until('it has looked again and again', () => count.polled > 2)
  // What is spaced for the news' sake is not spaced by these.
  expect(count.woken).toBe(0)
  await waking.close()
})

test('[F6] a node that listens to the database is woken once, not by both', async () => {
  await using database = await testDatabase()
  const { redis, commits } = otherNode()
  const { count, waker } = sleeper()
  const waking = startWaking(database.connection, waker, log, redis)
  const deafToRedis = () => {
    const before = count.woken
    commits(1)
    return count.woken === before
  }
  await until('it listens', deafToRedis)
  const before = count.woken
  commits(1000)
  expect(count.woken).toBe(before)
  expect(await waking.line()?.selectFrom('feed.shop').selectAll().execute()).toHaveLength(1)
  await waking.close()
})

test('[F6] a node wakes itself with each of its commits, and the others with few words for many', async () => {
  await using database = await testDatabase()
  const other = new pg.Client(clientConfig(database.connection))
  await other.connect()
  await other.query('listen feed')
  let heard = 0
  other.on('notification', () => heard++)
  const { count, waker } = sleeper()
  const waking = startWaking(database.connection, waker, log, null)
  await until('it listens, and says so', () => {
    waking.committed()
    return heard > 0
  })
  const before = { woken: count.woken, heard }
  for (let i = 0; i < 1000; i++) waking.committed()
  expect(count.woken).toBe(before.woken + 1000)
  await until('the others hear of it', () => heard > before.heard)
  expect(heard - before.heard).toBeLessThan(10)
  await waking.close()
  await other.end()
})
