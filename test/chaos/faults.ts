import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { fillDisk, isOnSmallDisk } from '../support/small-disk.ts'
import { until } from '../support/until.ts'
import type { Ground } from './ground.ts'
import { endSession } from './revocation.ts'

export type Fault = {
  readonly id: string
  readonly what: string
  /** Its part of the time. */
  readonly weight: number
  /** Why it cannot be tried here; null: it can. */
  impossible?(ground: Ground): string | null
  /** Recovery is measured from its beginning, where coming back is the shop's own work, or from its end. */
  readonly recoversFrom: 'begin' | 'end'
  /** Does it once, and undoes it. `leaked` is told of entries that reached somebody whose right had ended. */
  strike(ground: Ground, roll: () => number, leaked: (entries: number) => void): Promise<void>
}

const HOUR = 3_600_000
const pick = <T>(items: readonly T[], roll: () => number): T => {
  const picked = items[Math.floor(roll() * items.length)]
  if (picked === undefined) throw new Error('chaos: nothing to pick from')
  return picked
}
const signalTo = (pid: number, signal: NodeJS.Signals) => process.kill(pid, signal)

export const FAULTS: readonly Fault[] = [
  {
    id: 'F01',
    what: 'kill -9 of a server while orders are placed',
    weight: 8,
    recoversFrom: 'begin',
    strike: async ({ cluster }, roll) => {
      const node = pick(cluster.nodes, roll)
      await node.end('SIGKILL')
      await node.start()
    },
  },
  {
    id: 'F02',
    what: 'kill -9 of PostgreSQL',
    weight: 2,
    recoversFrom: 'begin',
    strike: async ({ postgres }) => {
      await postgres.end('SIGKILL')
      await postgres.start()
    },
  },
  {
    id: 'F03',
    what: 'connections to PostgreSQL break while transactions commit',
    weight: 2,
    recoversFrom: 'end',
    strike: async ({ databaseNetwork }, roll) => {
      databaseNetwork.resetAfter(Math.floor(roll() * 20_000))
      await wait(500)
      databaseNetwork.reset()
    },
  },
  {
    id: 'F04',
    what: 'nothing passes between servers and PostgreSQL for a while',
    weight: 2,
    recoversFrom: 'end',
    strike: async ({ databaseNetwork }, roll) => {
      databaseNetwork.hold()
      await wait(500 + roll() * 5000)
      databaseNetwork.heal()
    },
  },
  {
    id: 'F05',
    what: 'Redis is emptied, or killed and comes back empty',
    weight: 1,
    recoversFrom: 'end',
    impossible: ({ cluster }) => (cluster.redis === undefined ? 'this topology has no Redis' : null),
    strike: async ({ cluster: { redis } }, roll) => {
      if (redis === undefined) return
      if (roll() < 0.5) return await redis.flush()
      await redis.end('SIGKILL')
      await wait(roll() * 2000)
      await redis.start()
    },
  },
  {
    id: 'F06',
    what: 'the listening connections die',
    weight: 1,
    recoversFrom: 'end',
    strike: async ({ sql }) => {
      await sql(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cakewire listen'`)
    },
  },
  {
    id: 'F07',
    what: 'connections of screens are half open',
    weight: 2,
    recoversFrom: 'end',
    strike: async ({ clientNetwork }) => clientNetwork.forget(),
  },
  {
    id: 'F08',
    what: 'nothing passes between screens and servers for a while',
    weight: 2,
    recoversFrom: 'end',
    strike: async ({ clientNetwork }, roll) => {
      clientNetwork.hold()
      await wait(500 + roll() * 5000)
      clientNetwork.heal()
    },
  },
  {
    id: 'F09',
    what: 'connections of screens break in mid-frame',
    weight: 1,
    recoversFrom: 'end',
    strike: async ({ clientNetwork }, roll) => {
      const { broken } = clientNetwork
      clientNetwork.resetAfter(Math.floor(roll() * 3000))
      await until('a connection broke', () => clientNetwork.broken > broken, 30_000)
    },
  },
  {
    id: 'F011',
    what: 'the clock of the servers jumps by up to an hour, ahead or back',
    weight: 1,
    recoversFrom: 'end',
    strike: async ({ clock }, roll) => {
      await clock.jump(Math.round((roll() * 2 - 1) * HOUR))
      await wait(1000)
      await clock.jump(0)
      await wait(200)
    },
  },
  {
    id: 'F14',
    what: 'the disk of PostgreSQL is full',
    weight: 1,
    recoversFrom: 'end',
    impossible: ({ postgresHome }) =>
      isOnSmallDisk(postgresHome) ? null : 'PostgreSQL is on no disk of its own: that needs root and mount',
    strike: async ({ postgres, postgresHome }, roll) => {
      const ballast = fillDisk(postgresHome)
      if (isAlive(postgres.pid()) && (await canGrow(postgres.url))) throw new Error('chaos: the disk was not full')
      await wait(1000 + roll() * 1000)
      rmSync(ballast)
      // Without room for its log PostgreSQL may have ended.
      if (!isAlive(postgres.pid())) await postgres.start()
    },
  },
  {
    id: 'F17',
    what: 'an older backup of PostgreSQL is restored under running servers',
    weight: 2,
    recoversFrom: 'end',
    strike: async ({ postgres, postgresHome, load, sql }, roll) => {
      const [cluster, backup] = [join(postgresHome, 'cluster'), join(postgresHome, 'backup')]
      await postgres.end('SIGINT')
      copy(cluster, backup)
      await postgres.start()
      await wait(500 + roll() * 1500)
      await load.pause()
      await postgres.end('SIGINT')
      rmSync(cluster, { recursive: true })
      copy(backup, cluster)
      rmSync(backup, { recursive: true })
      await postgres.start()
      // What was acknowledged after the backup is gone with it: that is what restoring one means.
      const kept = new Set((await sql<{ id: string }>('select id from orders')).map(({ id }) => id))
      load.forget((order) => !kept.has(order))
      load.resume()
    },
  },
  {
    id: 'F19',
    what: 'a server is stopped for a while, and goes on',
    weight: 2,
    recoversFrom: 'end',
    strike: async ({ cluster }, roll) => {
      const node = pick(cluster.nodes, roll)
      signalTo(node.pid(), 'SIGSTOP')
      await wait(500 + roll() * 5000)
      signalTo(node.pid(), 'SIGCONT')
    },
  },
  {
    id: 'F50',
    what: 'somebody signs out while news flow',
    weight: 2,
    recoversFrom: 'end',
    strike: endSession,
  },
]

/** Whether a table finds room. */
async function canGrow(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('create table ballast as select i, repeat(md5(i::text), 50) from generate_series(1, 50000) i')
    await client.query('drop table ballast')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** With owners and modes: PostgreSQL insists. */
const copy = (from: string, to: string): void => {
  execFileSync('cp', ['-a', from, to])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
