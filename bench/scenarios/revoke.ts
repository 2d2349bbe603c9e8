import pg from 'pg'
import { startCluster } from '../../deploy/local/cluster.mjs'
import { until } from '../../test/support/until.ts'
import { openCaller } from '../client.ts'
import { type ShopContender, startShopContender } from '../contenders.ts'
import { type Crowd, type Meeting, openCrowd } from '../crowd.ts'
import { quantile } from '../figures.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'

const SESSIONS = 40
/** Spread over the nodes. */
const EACH = 12
const OTHERS = 1000
const ROUNDS = 3

const now = () => performance.timeOrigin + performance.now()

/** Sessions end while their sockets are open; and the database stands still under everybody. */
export async function revoke(): Promise<Sheet> {
  const shop = await startShopContender()
  try {
    const others = await openCrowd(shop, OTHERS)
    const detached: number[][] = []
    for (let i = 0; i < ROUNDS; i++) detached.push(await endSessions([shop.url], i))
    const noticed: number[] = []
    for (let i = 0; i < ROUNDS; i++) noticed.push(await stall(shop, others))
    await others.close()
    const onThree = await onThreeNodes()
    const rounds = (q: number) => ({
      shop: detached.map((times) => quantile(times, q)),
      'three nodes': onThree.map((times) => quantile(times, q)),
    })
    const p99: Line = { name: 'revoking request to detached socket p99', unit: 'ms', rounds: rounds(0.99) }
    const last: Line = { name: 'stall to the last screen that is told', unit: 's', rounds: { shop: noticed } }
    return {
      scenario: `revoke: ${SESSIONS} sessions of ${EACH} sockets each, on one node among ${OTHERS} others`,
      lines: [{ ...p99, name: 'revoking request to detached socket p50', rounds: rounds(0.5) }, p99, last],
      goals: [
        { name: 'shop: detached after a revoking commit, p99', unit: 'ms', value: medianOf(p99, 'shop'), most: 50 },
        { name: 'three nodes: detached after a revoking commit, p99', unit: 'ms', value: medianOf(p99, 'three nodes'), most: 250 },
        { name: 'shop: a stall is seen', unit: 's', value: medianOf(last, 'shop'), most: 3 },
      ],
    }
  } finally {
    await shop.close()
  }
}

/** As a release runs it: with PostgreSQL and Redis of Debian's, behind no balancer, so that it is known who is on which node. */
async function onThreeNodes(): Promise<number[][]> {
  const cluster = await startCluster({ nodes: 3 })
  try {
    const urls = cluster.nodes.map(({ url }) => url)
    const detached: number[][] = []
    for (let i = 0; i < ROUNDS; i++) detached.push(await endSessions(urls, i))
    return detached
  } finally {
    await cluster.close()
  }
}

/**
 * Sessions with sockets on every node end on the first.
 * @returns milliseconds from the request to sign out, so the commit and its way there included, to the end of each socket
 */
async function endSessions(urls: readonly string[], round: number): Promise<number[]> {
  const [first = ''] = urls
  const callers = Array.from({ length: SESSIONS }, (_, i) => openCaller(first, round * SESSIONS + i + 1))
  const tokens: string[] = []
  for (const [i, caller] of callers.entries()) {
    const body = { name: `Guest ${i}`, email: `guest${round}-${i}@shop.test`, password: `guest ${i} of the bench` }
    tokens.push((await caller.call<{ token: string }>('POST', '/api/auth/register', { body })).body.token)
  }
  const auths = tokens.map((token) => JSON.stringify({ token }))
  const each = (SESSIONS * EACH) / urls.length
  const crowds = await Promise.all(urls.map((url) => openCrowd(classicAt(url, auths), each)))
  const began: number[] = []
  for (const [i, caller] of callers.entries()) {
    began[i] = now()
    await caller.call('POST', '/api/auth/logout', { token: tokens[i], body: {} })
    caller.close()
  }
  const times: number[] = []
  for (const crowd of crowds) {
    const { closedAt } = await ended(crowd)
    times.push(...closedAt.map(([index, at]) => at - (began[index % SESSIONS] ?? 0)))
    await crowd.close()
  }
  return times
}

function classicAt(url: string, auths: string[]): Meeting {
  const { hostname: host, port } = new URL(url)
  return { name: url, target: { host, port: Number(port), protocol: 'socket.io', auths }, mark: async () => ({ n: 0, chain: '' }) }
}

async function ended(crowd: Crowd) {
  let closes = 0
  return until(
    'all are detached',
    async () => {
      const report = await crowd.report({ lossy: true })
      closes += report.closes
      return closes >= crowd.count ? report : null
    },
    20_000,
  )
}

/** Seconds from the moment in which the feed cannot be read to the last screen that is told. */
async function stall(shop: ShopContender, crowd: Crowd): Promise<number> {
  const before = (await crowd.report()).noticed.count
  const client = new pg.Client(shop.database)
  await client.connect()
  await client.query('begin')
  await client.query('lock table feed.shop in access exclusive mode')
  const began = now()
  const told = await until('all are told', async () => {
    const { noticed } = await crowd.report()
    return noticed.count >= before + crowd.count ? noticed : null
  })
  await client.query('rollback')
  await client.end()
  await until('it moves again', async () => (await fetch(`${shop.url}/api/health/ready`)).ok)
  return (told.last - began) / 1000
}
