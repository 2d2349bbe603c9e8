import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AdminOrder } from '../../contract/order.ts'
import { REFUSALS, type RefusalCode } from '../../contract/refusal.ts'
import { canMove, NEXT, type OrderStatus } from '../../domain/order-status.ts'
import type { Answer } from '../live/api.ts'
import { showWith, type Tap } from './queue.ts'
import { sendAll } from './send-taps.ts'
import { type Shelf, TapBox } from './tap-box.ts'

type Model = { readonly _id: string; readonly status: OrderStatus; readonly version: number }
/** What becomes of one call on its way. */
const FATES = ['arrives', 'request lost', 'answer lost', 'signed out', 'busy'] as const
type Fate = (typeof FATES)[number]

const PLACE = 'taps.'

/** A browser's storage, which outlives its tabs. */
function newShelf(): Shelf {
  const entries = new Map<string, string>()
  return {
    get length() {
      return entries.size
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (name) => entries.get(name) ?? null,
    setItem: (name, value) => void entries.set(name, value),
    removeItem: (name) => void entries.delete(name),
  }
}

const refusal = (code: RefusalCode | 'network.unreached', more: object = {}): Answer<AdminOrder> => {
  const [status, message] = code === 'network.unreached' ? [0, ''] : REFUSALS[code]
  return { ok: false, problem: { type: 'about:blank', title: message, status, code, message, ...more } }
}

/** The shop's side of a move, as `change-status.ts` decides it: key, version, table. */
class Shop {
  readonly orders = new Map<string, Model>(['o1', 'o2', 'o3'].map((_id) => [_id, { _id, status: 'pending', version: 1 }]))
  readonly #answers = new Map<string, Model>()
  /** What was done, in order. */
  readonly done: string[] = []

  move(order: string, to: OrderStatus, version: number | undefined): Model | RefusalCode {
    const now = this.orders.get(order)
    if (now === undefined) return 'order.not-found'
    if (version !== undefined && version !== now.version) return 'order.changed'
    if (!canMove(now.status, to)) return 'order.bad-move'
    const moved = { ...now, status: to, version: now.version + 1 }
    this.orders.set(order, moved)
    return moved
  }

  take({ key, order, to, version }: Tap): Answer<AdminOrder> {
    const before = this.#answers.get(key)
    const result = before ?? this.move(order, to, version)
    if (typeof result === 'string') return refusal(result, { current: this.orders.get(order) })
    if (before === undefined) this.done.push(key)
    this.#answers.set(key, result)
    return { ok: true, data: result as AdminOrder, headers: new Headers() }
  }
}

/** One run: taps, other people's moves, calls with their fates, tabs that crash and open. Two tabs, one queue. */
function newKitchen() {
  const shop = new Shop()
  const shelf = newShelf()
  const tabs = [new TapBox(PLACE, shelf), new TapBox(PLACE, shelf)]
  const seen = new Map(shop.orders)
  const made: Tap[] = []
  const fates: Fate[] = []
  let count = 0
  const send = async (tap: Tap): Promise<Answer<AdminOrder>> => {
    const fate = fates.shift() ?? 'arrives'
    if (fate === 'request lost') return refusal('network.unreached')
    if (fate === 'signed out') return refusal('auth.expired')
    if (fate === 'busy') return refusal('server.busy')
    const answer = shop.take(tap)
    return fate === 'answer lost' ? refusal('network.unreached') : answer
  }
  const learn = (order: Model) => {
    if (order.version > (seen.get(order._id)?.version ?? 0)) seen.set(order._id, order)
  }
  return {
    shop,
    made,
    seen,
    box: (tab: number): TapBox => {
      const box = tabs[tab % tabs.length]
      if (box === undefined) throw new Error('no tab')
      box.refresh()
      return box
    },
    crash: (tab: number) => {
      tabs[tab % tabs.length] = new TapBox(PLACE, shelf)
    },
    tap(tab: number, orderId: string, pick: number) {
      const box = this.box(tab)
      const known = seen.get(orderId)
      if (known === undefined) return
      const { order } = showWith(known, box.queue.taps)
      const to = NEXT[order.status][pick % Math.max(1, NEXT[order.status].length)]
      if (to === undefined) return
      const key = `k${count++}`
      const tap = { key, order: orderId, number: orderId, from: order.status, to, version: order.version, at: 0 }
      made.push(tap)
      box.on({ on: 'tapped', tap })
    },
    run: async (tab: number, ...planned: Fate[]) => {
      fates.splice(0, fates.length, ...planned)
      const box = tabs[tab % tabs.length]
      if (box !== undefined) await sendAll(box, { send, learn })
    },
    news: () => {
      for (const order of shop.orders.values()) learn(order)
    },
  }
}

const id = fc.constantFrom('o1', 'o2', 'o3')
const tab = fc.nat(1)
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('tap' as const), tab, id, pick: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('other' as const), id, pick: fc.nat(1) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('send' as const), tab, fates: fc.array(fc.constantFrom(...FATES), { maxLength: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), tab }) },
  { weight: 1, arbitrary: fc.constant({ do: 'news' as const }) },
)

test('[B20] whatever is lost on the way and whichever tab dies: every tap is done once, in order, or shown as refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const kitchen = newKitchen()
      const { shop, made } = kitchen
      for (const it of steps) {
        if (it.do === 'tap') kitchen.tap(it.tab, it.id, it.pick)
        else if (it.do === 'send') await kitchen.run(it.tab, ...it.fates)
        else if (it.do === 'crash') kitchen.crash(it.tab)
        else if (it.do === 'news') kitchen.news()
        else {
          const now = shop.orders.get(it.id)
          const to = now && NEXT[now.status][it.pick]
          if (now !== undefined && to !== undefined) shop.move(it.id, to, undefined)
        }
      }
      // The line is good again, and who tapped is signed in.
      kitchen.box(0).on({ on: 'signed-in' })
      await kitchen.run(0)
      kitchen.news()
      const { taps } = kitchen.box(0).queue
      const refused = taps.map(({ key }) => key)
      expect(taps.every((tap) => tap.refused !== undefined)).toBe(true)
      expect(new Set(shop.done).size).toBe(shop.done.length)
      expect([...shop.done, ...refused].toSorted()).toEqual(made.map(({ key }) => key).toSorted())
      // Keys count up as they are made.
      const place = (key: string) => Number(key.slice(1))
      expect(shop.done.map(place)).toEqual(shop.done.map(place).toSorted((a, b) => a - b))
      for (const order of shop.orders.values()) expect(showWith(kitchen.seen.get(order._id) ?? order, taps).order).toEqual(order)
    }),
    { numRuns: 400, verbose: 1 },
  )
})

test('[B20] a queue outlives the tab; one that could not be kept lasts as long as the page', () => {
  const shelf = newShelf()
  const tap: Tap = { key: 'k', order: 'o1', number: 'CW-1', from: 'pending', to: 'processing', version: 1, at: 5 }
  new TapBox(PLACE, shelf).on({ on: 'tapped', tap })
  expect(new TapBox(PLACE, shelf).queue.taps).toEqual([tap])
  expect(new TapBox('somebody else.', shelf).queue.taps).toEqual([])
  const full = {
    ...newShelf(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  const box = new TapBox(PLACE, full)
  box.on({ on: 'tapped', tap })
  box.on({ on: 'unreached' })
  expect(box.queue).toEqual({ taps: [tap], road: 'away' })
})

test('[B20] what another tab has sent meanwhile is not sent again, and a refusal tells the order as it is', async () => {
  const shelf = newShelf()
  const [one, other] = [new TapBox(PLACE, shelf), new TapBox(PLACE, shelf)]
  const tap: Tap = { key: 'k', order: 'o1', number: 'CW-1', from: 'pending', to: 'processing', version: 1, at: 5 }
  one.on({ on: 'tapped', tap })
  other.refresh()
  const shop = new Shop()
  shop.move('o1', 'cancelled', undefined)
  const [sent, learnt]: [string[], Model[]] = [[], []]
  const road = {
    send: async (each: Tap) => {
      sent.push(each.key)
      return shop.take(each)
    },
    learn: (order: Model) => void learnt.push(order),
  }
  await sendAll(one, road)
  await sendAll(other, road)
  expect([sent, learnt]).toEqual([['k'], [{ _id: 'o1', status: 'cancelled', version: 2 }]])
})
