import { expect, test } from 'vitest'
import type { Change } from '../../src/feed/client/fold.ts'
import { bootBehindProxy } from '../support/behind-proxy.ts'
import { countOf, order } from '../support/buying.ts'
import { whatIsWrong } from '../support/delivery.ts'
import type { CommitPlace } from '../support/proxy.ts'
import { until } from '../support/until.ts'

const PLACES: readonly CommitPlace[] = ['commit', 'after commit', 'answer']
const CUTS = Number(process.env.CUTS ?? 30)
const STOCK = 10_000

test(`[F03] [D12] an order whose COMMIT or its answer gets lost on the way is answered as unknown, and is one order when it is sent again under its key: ${CUTS} times`, async () => {
  await using behind = await bootBehindProxy()
  const { shop, proxy } = behind
  const [asha, manager] = [await shop.person('Asha'), await shop.person('Meera', 'manager')]
  const cake = await shop.product({ stock: STOCK })
  const counter = await shop.screen(manager)
  const place = (i: number) => order(shop, asha, [{ productId: cake._id, quantity: 1, message: `${i}` }], { key: `wish ${i}` })

  const orders: string[] = []
  const kept: Record<CommitPlace, number> = { commit: 0, 'after commit': 0, answer: 0 }
  for (let i = 0; i < CUTS; i++) {
    const where = PLACES[i % PLACES.length] ?? 'answer'
    const before = await countOf(shop, 'orders')
    proxy.breakAt(where)
    const lost = await place(i)
    expect([where, lost.status, lost.body.code, lost.headers['retry-after']]).toEqual([where, 503, 'outcome.unknown', '1'])
    kept[where] += (await countOf(shop, 'orders')) - before
    const again = await until('it is taken', async () => {
      const answer = await place(i)
      return answer.status === 503 ? null : answer
    })
    expect(again.status, again.text).toBe(201)
    expect(again.body.items[0]?.message).toBe(`${i}`)
    orders.push(again.body._id)
    expect(await countOf(shop, 'orders')).toBe(before + 1)
  }
  process.stdout.write(`FAULT F03 tried=${CUTS} acked=${orders.length} there-before-asking-again=${JSON.stringify(kept)}\n`)
  // Both are behind the same answer.
  expect([kept.commit, kept.answer]).toEqual([0, Math.floor(CUTS / PLACES.length)])
  expect(new Set(orders).size).toBe(CUTS)
  expect(await whatIsWrong(shop.sql, new Map([[cake._id, STOCK]]))).toEqual([])
  const told = (changes: readonly Change[]) => changes.flatMap(({ entity }) => (entity.startsWith('order:') ? [entity.slice(6)] : []))
  await until('the counter has heard of the last', () => counter.data(`order:${orders.at(-1)}`))
  expect(told(counter.applied)).toEqual(orders)
  expect(counter.resets).toEqual([])
})
