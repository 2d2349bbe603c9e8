import { openCaller, runMany } from '../client.ts'
import { type Figure, quantile } from '../figures.ts'
import { inTurns, type Measured, measure } from '../rounds.ts'
import { PAGE, type Side, type Stage } from '../stage.ts'

const LISTS = 1500
const WARM = 500
const CHANGES = 100
const AT_ONCE = 4

/** A list of 24 products, as the first page of the shop asks for it. */
export async function catalogue(stage: Stage): Promise<Figure[]> {
  const bytes: Record<Side, number> = { shop: 0, baseline: 0 }
  const callers = (side: Side) => Array.from({ length: AT_ONCE }, (_, i) => openCaller(stage[side].url, i + 1))
  const open = { shop: callers('shop'), baseline: callers('baseline') }
  const lists = (side: Side, count: number) =>
    runMany(count, AT_ONCE, async (_, worker) => {
      const answer = await open[side][worker]?.call<object[]>('GET', side === 'shop' ? `/api/products?limit=${PAGE}` : '/api/products')
      if (answer?.body.length !== PAGE) throw new Error(`${side} listed ${answer?.body.length} products`)
      bytes[side] = answer.bytes
    })
  let price = 1_000_000
  /** The worst case of answers that are kept: each is asked for once, right after a price changed. */
  const changes = (side: Side, count: number) =>
    runMany(count, 1, async (i) => {
      const { _id } = stage[side].products[i % PAGE] ?? { _id: '' }
      await open[side][0]?.call('PATCH', `/api/products/${_id}`, {
        body: { basePrice: ++price, compareAtPrice: null },
        token: stage.ownerToken,
      })
      await lists(side, 1)
    })
  await lists('shop', WARM)
  await lists('baseline', WARM)
  const { shop, baseline } = await inTurns((side) => measure(stage, side, LISTS, () => lists(side, LISTS)))
  const changed = await inTurns((side) => measure(stage, side, CHANGES, () => changes(side, CHANGES)))
  for (const caller of [...open.shop, ...open.baseline]) caller.close()
  const figure = (name: string, of: (measured: Measured) => number): Figure => ({
    name: `catalogue: ${name}`,
    unit: 'ms',
    shop: shop.map(of),
    baseline: baseline.map(of),
  })
  return [
    { ...figure('CPU of a list', total), target: { times: 1 } },
    figure('… of it PostgreSQL', ({ postgres }) => postgres),
    figure('p50', ({ times }) => quantile(times, 0.5)),
    figure('p99', ({ times }) => quantile(times, 0.99)),
    {
      name: 'catalogue: CPU of a price change and a list',
      unit: 'ms',
      shop: changed.shop.map(total),
      baseline: changed.baseline.map(total),
    },
    { name: 'catalogue: answer', unit: 'bytes', shop: [bytes.shop], baseline: [bytes.baseline] },
  ]
}

const total = ({ server, postgres }: Measured): number => server + postgres
