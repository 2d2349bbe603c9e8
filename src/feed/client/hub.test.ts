import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Batch, WireEntry } from '../batch.ts'
import { encodeCursor, parseCursor } from '../cursor.ts'
import { Hub, type HubMessage } from './hub.ts'
import { LiveStore } from './live-store.ts'

const EPOCH = '00000000-0000-4000-8000-000000000000'
const AUDIENCES = ['public', 'admin'] as const
type Audience = (typeof AUDIENCES)[number]

const chain = (n: number, past = '') => `${past}${n}`.padStart(16, '0')
const entry = (audience: Audience, n: number, past = ''): WireEntry => [
  audience,
  n,
  chain(n, past),
  { type: 'product_updated', entity: `product:${audience}`, rev: n, at: '', data: { n } },
]
const cursor = (pub: number, admin = 0, past = '') =>
  encodeCursor({
    epoch: EPOCH,
    marks: new Map([
      ['public', { n: pub, chain: pub === 0 ? '' : chain(pub, past) }],
      ['admin', { n: admin, chain: admin === 0 ? '' : chain(admin, past) }],
    ]),
  })
const live = (...entries: WireEntry[]): Batch => ({ live: true, entries })
const numbers = (messages: readonly HubMessage[]) =>
  messages.flatMap((message) => ('news' in message ? message.news.flatMap(({ entries }) => entries.map(([, n]) => n)) : []))

/** A hub whose tabs take each message at once. */
function open(...tabs: string[]) {
  const heard = new Map<string, HubMessage[]>(tabs.map((tab) => [tab, []]))
  const hub: Hub<string> = new Hub((tab, message) => void heard.get(tab)?.push(message), 0)
  const take = () => {
    for (const tab of tabs) hub.taken(tab)
  }
  return { hub, take, heard: (tab: string) => heard.get(tab) ?? [] }
}

test('[B22] a tab that opens with an older snapshot is given what it missed, one with a newer snapshot waits for what is new', () => {
  const { hub, heard, take } = open('first', 'older', 'newer')
  hub.attach('first', cursor(0), 0)
  hub.on({ on: 'opened' })
  take()
  for (const n of [1, 2, 3]) {
    hub.receive(live(entry('public', n)))
    take()
  }
  hub.attach('older', cursor(1), 0)
  hub.attach('newer', cursor(4), 0)
  expect(numbers(heard('older'))).toEqual([2, 3])
  expect(heard('newer')).toEqual([{ news: [], link: { at: 'live' } }])
  take()
  hub.receive(live(entry('public', 4), entry('public', 5)))
  expect(numbers(heard('first'))).toEqual([1, 2, 3, 4, 5])
  // The tab's own fold passes over what it has.
  expect(numbers(heard('newer'))).toEqual([4, 5])
})

test('[B22] a tab that the line cannot serve is sent elsewhere: too old, of another past, of other rights, or no cursor at all', () => {
  const { hub, heard } = open('first', 'old', 'forked', 'others', 'nonsense')
  hub.attach('first', cursor(5), 0)
  hub.on({ on: 'opened' })
  hub.receive(live(entry('public', 6)))
  hub.attach('old', cursor(4), 0)
  hub.attach('forked', cursor(6, 0, '9'), 0)
  hub.attach('others', `${EPOCH}~public.6.${chain(6)}`, 0)
  hub.attach('nonsense', 'nonsense', 0)
  for (const tab of ['old', 'forked', 'others', 'nonsense']) expect(heard(tab), tab).toEqual([{ elsewhere: true }])
})

test('[B22] a tab that sleeps is sent one message and then nothing; what it missed is not kept for ever', () => {
  const { hub, heard } = open('first', 'asleep')
  hub.attach('first', cursor(0), 0)
  hub.attach('asleep', cursor(0), 0)
  hub.on({ on: 'opened' })
  for (let n = 1; n <= 1500; n++) {
    hub.receive(live(entry('public', n)))
    hub.taken('first')
  }
  expect(heard('asleep')).toHaveLength(1)
  expect(numbers(heard('first'))).toHaveLength(1500)
  hub.taken('asleep')
  expect(heard('asleep').at(-1)).toEqual({ elsewhere: true })
})

test('[F11] nothing of a replay is handed on until it is complete, and nothing of one that broke', () => {
  const { hub, heard, take } = open('first')
  hub.attach('first', cursor(0), 0)
  hub.on({ on: 'opened' })
  take()
  hub.receive({ live: false, entries: [entry('public', 1)] })
  hub.on({ on: 'lost', now: 7 })
  take()
  expect([numbers(heard('first')), hub.cursor]).toEqual([[], cursor(0)])
  hub.on({ on: 'opened' })
  take()
  hub.receive({ live: false, entries: [entry('public', 1)] })
  hub.receive(live(entry('public', 2)))
  take()
  expect([numbers(heard('first')), heard('first').at(-1)]).toMatchObject([[1, 2], { link: { at: 'live' } }])
  expect(hub.receive(live(entry('public', 4)))).toBe('reset')
})

test('[F8] a reset sends every tab for a snapshot, and the line begins where the first of them comes back', () => {
  const { hub, heard } = open('a', 'b')
  hub.attach('a', cursor(3), 0)
  hub.attach('b', cursor(3), 0)
  hub.dismiss('reset')
  for (const tab of ['a', 'b']) expect(heard(tab).at(-1)).toEqual({ renew: 'reset' })
  expect([hub.empty, hub.cursor]).toEqual([true, ''])
  hub.attach('b', cursor(9), 4)
  expect(hub.cursor).toBe(cursor(9))
  expect(heard('b').at(-1)).toEqual({ news: [], link: { at: 'connecting', since: 4 } })
})

/** A tab: its store, the messages on their way to it, what it applied. */
type Tab = { store: LiveStore; inbox: HubMessage[]; applied: Map<string, number[]>; resets: number; own: boolean }

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), audience: fc.constantFrom(...AUDIENCES) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('deliver' as const), size: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const), ago: fc.nat(12) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('take' as const), tab: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), tab: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'break' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'dial' as const }) },
)

/** A log, one line, and tabs that open with snapshots of any age and take their messages when they like. */
class Browser {
  readonly log: WireEntry[] = []
  tabs: Tab[] = []
  readonly hub = new Hub<Tab>((tab, message) => void tab.inbox.push(message), 0)
  #line: 'down' | 'up' = 'down'
  #sent = 0

  cursorAt(length: number): string {
    const upTo = this.log.slice(0, length)
    const count = (audience: Audience) => upTo.filter(([of]) => of === audience).length
    return cursor(count('public'), count('admin'))
  }

  write(audience: Audience): void {
    this.log.push(entry(audience, this.log.filter(([of]) => of === audience).length + 1))
  }

  open(ago: number): void {
    const text = this.cursorAt(Math.max(0, this.log.length - ago))
    const tab: Tab = { store: new LiveStore(text, 0), inbox: [], applied: new Map(), resets: 0, own: false }
    tab.store.watch((changes) => {
      for (const { entity, rev } of changes) tab.applied.set(entity, [...(tab.applied.get(entity) ?? []), rev])
    })
    this.tabs.push(tab)
    const first = this.hub.empty
    this.hub.attach(tab, text, 0)
    if (first) this.dial()
  }

  close(tab: Tab): void {
    this.tabs = this.tabs.filter((other) => other !== tab)
    this.hub.detach(tab)
    if (this.hub.empty) this.break()
  }

  break(): void {
    this.#line = 'down'
    this.hub.on({ on: 'lost', now: 0 })
  }

  /** The line comes up where the hub stands, as the node would place it. */
  dial(): void {
    const at = parseCursor(this.hub.cursor)
    if (this.#line === 'up' || at === null) return
    this.#line = 'up'
    this.#sent = this.log.findIndex(([audience, n]) => n > (at.marks.get(audience)?.n ?? 0))
    if (this.#sent === -1) this.#sent = this.log.length
    this.hub.on({ on: 'opened' })
  }

  /** The node's next frame. */
  deliver(size: number): void {
    if (this.#line === 'down' || this.hub.empty) return
    const entries = this.log.slice(this.#sent, this.#sent + size)
    this.#sent += entries.length
    if (this.hub.receive({ live: this.#sent === this.log.length, entries }) === 'reset') throw new Error('the line itself has a gap')
  }

  take(tab: Tab): void {
    const message = tab.inbox.shift()
    if (message === undefined || tab.own) return
    if ('elsewhere' in message) {
      tab.own = true
      return
    }
    if (!('news' in message)) return
    for (const batch of message.news) if (tab.store.receive(batch) === 'reset') tab.resets++
    tab.store.follow(message.link)
    this.hub.taken(tab)
  }

  settle(): void {
    // A tab that was sent elsewhere may be left alone with that message.
    if (!this.hub.empty) this.dial()
    for (let rest = this.log.length + 2; rest > 0; rest--) this.deliver(3)
    for (let rounds = 0; this.tabs.some((tab) => !tab.own && tab.inbox.length > 0); rounds++) {
      if (rounds > 1000) throw new Error('the hub never comes to rest')
      for (const tab of this.tabs) this.take(tab)
    }
  }
}

test('[B22] [I3] tabs that open, sleep, die and share one broken line: each has everything since its own snapshot, once, in order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const browser = new Browser()
      for (const it of steps) {
        const tab = 'tab' in it ? browser.tabs[it.tab] : undefined
        if (it.do === 'write') browser.write(it.audience)
        else if (it.do === 'deliver') browser.deliver(it.size)
        else if (it.do === 'open') browser.open(it.ago)
        else if (it.do === 'break') browser.break()
        else if (it.do === 'dial') browser.dial()
        else if (it.do === 'take' && tab !== undefined) browser.take(tab)
        else if (it.do === 'close' && tab !== undefined) browser.close(tab)
      }
      browser.settle()
      for (const tab of browser.tabs) {
        expect(tab.resets).toBe(0)
        for (const revs of tab.applied.values()) expect(revs).toEqual(revs.map((_, index) => (revs[0] ?? 0) + index))
        if (tab.own) continue
        expect(tab.store.link.at).toBe('live')
        expect(tab.store.cursor).toBe(browser.cursorAt(browser.log.length))
      }
    }),
    { numRuns: 500, verbose: 1 },
  )
})
