import type { AdminOrder } from '../../src/contract/order.ts'
import type { Product } from '../../src/contract/product.ts'
import type { Change } from '../../src/feed/client/fold.ts'
import { parseCursor } from '../../src/feed/cursor.ts'
import { whatIsWrong } from '../support/delivery.ts'
import { call } from '../support/http.ts'
import { type Ground, STOCK } from './ground.ts'
import type { Watcher } from './watcher.ts'

export type Toll = { lost: number; dup: number; gap: number; diverged: number; unauthorized: number }
export const NOTHING: Toll = { lost: 0, dup: 0, gap: 0, diverged: 0, unauthorized: 0 }

type Row = { aud: string; n: number; body: string | null }

/** Compares a shop at rest with what its buyers were answered and its screens were told. Each finding is told in `details`. */
export async function check(ground: Ground, details: string[]): Promise<Toll> {
  const toll = { ...NOTHING }
  const find = (kind: keyof Toll, count: number, what: string) => {
    toll[kind] += count
    if (count > 0) details.push(`${kind}: ${count} ${what}`)
  }
  await checkOrders(ground, find)
  await checkLedgers(ground, find)
  await checkFeed(ground, find)
  for (const watcher of ground.watchers) await checkTold(ground, watcher, find)
  await checkShown(ground, find)
  return toll
}

type Find = (kind: keyof Toll, count: number, what: string) => void

/** What was acknowledged is there, once, and told once. */
async function checkOrders({ load, sql }: Ground, find: Find): Promise<void> {
  const acked = load.wishes.flatMap(({ order }) => order ?? [])
  const rows = await sql<{ id: string; told: string }>(
    `select o.id, (select count(*) from feed.entry e where e.entity = 'order:' || o.id and e.aud = 'admin' and e.type = 'order_created') as told
       from orders o`,
  )
  const there = new Set(rows.map(({ id }) => id))
  find('lost', acked.filter((id) => !there.has(id)).length, 'acknowledged orders are not in the database')
  find('dup', acked.length - new Set(acked).size, 'wishes were answered with another one’s order')
  find('dup', Math.max(0, rows.length - load.wishes.length), 'orders that nobody wished')
  find('lost', rows.filter(({ told }) => Number(told) === 0).length, 'orders that staff were not told of')
  find('dup', rows.filter(({ told }) => Number(told) > 1).length, 'orders that staff were told of twice')
}

/** No order is half done: each has its pieces, its points and its coupon, and nothing else is taken. */
async function checkLedgers({ sql, cake }: Ground, find: Find): Promise<void> {
  const wrong = await whatIsWrong(sql, new Map([[cake, STOCK]]))
  find('diverged', wrong.length, `sums of the ledgers: ${wrong.slice(0, 3).join('; ')}`)
  const [row] = await sql<{ bare: string }>('select count(*) as bare from orders where slot_id is null or coupon_id is null')
  find('lost', Number(row?.bare), 'orders have no slot or no coupon')
}

/** The feed itself: numbers without gaps, and a chain that follows from what was said. */
async function checkFeed({ sql }: Ground, find: Find): Promise<void> {
  const [row] = await sql<{ seqs: string; ns: string; chains: string }>(`
    with placed as (
      select *, lag(n) over own as n_before, lag(chain) over own as chain_before from feed.entry window own as (partition by aud order by n)
    )
    select (select s.seq - count(distinct e.seq) from feed.shop s, feed.entry e group by s.seq) as seqs,
           count(*) filter (where n <> coalesce(n_before, 0) + 1) as ns,
           count(*) filter (where chain <> sha256(coalesce(chain_before, '') || digest) or digest <> sha256(convert_to(body, 'UTF8'))) as chains
      from placed`)
  find('gap', Number(row?.seqs), 'moments are missing in the feed')
  find('gap', Number(row?.ns), 'numbers are missing in an audience')
  find('diverged', Number(row?.chains), 'entries do not follow from the one before')
}

/** Each screen was told what its audiences were, in order, once, since its last snapshot. */
async function checkTold({ sql }: Ground, { name, store, stretch, heard }: Watcher, find: Find): Promise<void> {
  const begun = parseCursor(stretch.from)?.marks ?? new Map()
  const now = parseCursor(store.cursor)?.marks ?? new Map()
  find('unauthorized', [...heard.keys()].filter((audience) => !begun.has(audience)).length, `${name} heard ${[...heard.keys()].join(' ')}`)
  const rows = await sql<Row>(
    `select e.aud, e.n, e.body from feed.entry e join unnest($1::text[], $2::bigint[], $3::bigint[]) w (aud, after, upto)
        on e.aud = w.aud and e.n > w.after and e.n <= w.upto order by e.seq, e.idx`,
    [[...begun.keys()], [...begun.values()].map(({ n }) => n), [...begun.keys()].map((audience) => now.get(audience)?.n ?? 0)],
  )
  const held = new Map(stretch.known)
  const due = rows.flatMap(({ body }) => {
    const change = JSON.parse(body ?? 'null') as Change | null
    if (change === null || change.rev <= (held.get(change.entity) ?? 0)) return []
    held.set(change.entity, change.rev)
    return [`${change.entity}@${change.rev}`]
  })
  const told = stretch.told.map(({ entity, rev }) => `${entity}@${rev}`)
  find('dup', told.length - new Set(told).size, `changes were told twice to ${name}`)
  const missing = due.filter((one) => !told.includes(one))
  if (!stretch.compacted) find('lost', missing.length, `changes were not told to ${name}: ${missing.slice(0, 3).join(' ')}`)
  if (!stretch.compacted && missing.length === 0) find('gap', told.join() === due.join() ? 0 : 1, `${name} was told in another order`)
  const [heads] = await sql<{ behind: string }>(
    `select count(*) as behind from feed.audience a join unnest($1::text[], $2::bigint[], $3::text[]) w (aud, n, chain) on a.aud = w.aud
      where a.n <> w.n or encode(substr(a.chain, 1, 8), 'hex') <> w.chain`,
    [[...now.keys()], [...now.values()].map(({ n }) => n), [...now.values()].map(({ chain }) => chain)],
  )
  find('diverged', Number(heads?.behind), `audiences in which ${name} does not stand where the feed ends`)
}

/** What screens show is what the shop answers. */
async function checkShown({ cluster, watchers, owner }: Ground, find: Find): Promise<void> {
  const products = (await call<Product[]>(cluster.url, 'GET', '/api/products?limit=100')).body
  const orders = (await call<AdminOrder[]>(cluster.url, 'GET', '/api/orders/admin/all?limit=100', { token: owner })).body
  for (const { name, store, token } of watchers) {
    const wrong = (token === owner ? [] : products).filter(
      ({ _id, ...rest }) => JSON.stringify(store.get(`product:${_id}`)?.data) !== JSON.stringify({ _id, ...rest }),
    )
    find('diverged', wrong.length, `products are shown otherwise on ${name}`)
    if (token !== owner) continue
    const other = orders.filter((order) => {
      const held = store.get(`order:${order._id}`)
      return held !== undefined && held.rev !== order.rev
    })
    find('diverged', other.length, `orders are shown otherwise on ${name}`)
  }
}
