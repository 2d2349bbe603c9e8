import { pino } from 'pino'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../test/support/postgres.ts'
import { until } from '../../../test/support/until.ts'
import type { Redis } from '../redis/redis.ts'
import { startWaking } from './wake.ts'

const log = pino({ level: 'silent' })

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
  let woken = 0
  const waking = startWaking('postgres://nobody@127.0.0.1:1/none', () => woken++, log, redis)
  const before = woken
  commits(1000)
  expect(woken).toBe(before + 1000)
  await waking.close()
})

test('[F6] a node that listens to the database is woken once, not by both', async () => {
  await using database = await testDatabase()
  const { redis, commits } = otherNode()
  let woken = 0
  const waking = startWaking(database.connection, () => woken++, log, redis)
  const deafToRedis = () => {
    const before = woken
    commits(1)
    return woken === before
  }
  await until('it listens', deafToRedis)
  const before = woken
  commits(1000)
  expect(woken).toBe(before)
  await waking.close()
})
