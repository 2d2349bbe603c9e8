import { type Batch, parseBatch } from '../batch.ts'
import { type Cursor, encodeCursor, type Mark, parseCursor } from '../cursor.ts'
import { apply } from './fold.ts'
import { firstLink, type Link, type LinkEvent, nextLink } from './link.ts'

/** What one tab is told: whole steps only, and how the line stands once it has taken them. */
export type HubMessage =
  | { readonly news: readonly Batch[]; readonly link: Link }
  /** The hub has not kept what this tab missed: it needs a line of its own. */
  | { readonly elsewhere: true }
  /** Start again from a snapshot. */
  | { readonly renew: 'reset' | 'identity' }

/** Everything that became visible at once, and where a reader stands before and after it. */
type Step = { readonly before: Cursor; readonly batches: readonly Batch[]; readonly after: Cursor; readonly entries: number }

type Seat = {
  /** The step that it needs next. */
  at: number
  told: Link | null
  /** It has not taken the last message yet: a tab that sleeps costs its position and one message. */
  state: 'drained' | 'busy'
}

const KEPT_ENTRIES = 1000

/**
 * One line for many tabs. Each tab has a fold and a position of its own; the hub keeps the newest steps of the line and hands
 * each tab, whenever it has taken the last message, what it still needs. Knows nothing of sockets or ports.
 */
export class Hub<Tab> {
  readonly #send: (tab: Tab, message: HubMessage) => void
  readonly #seats = new Map<Tab, Seat>()
  #link: Link
  #cursor: Cursor | null = null
  #steps: Step[] = []
  /** The number of the oldest step that is kept. */
  #from = 0
  #kept = 0
  #incoming: Batch[] = []

  constructor(send: (tab: Tab, message: HubMessage) => void, now: number) {
    this.#send = send
    this.#link = firstLink(now)
  }

  get empty(): boolean {
    return this.#seats.size === 0
  }

  /** Where the line resumes. */
  get cursor(): string {
    return this.#cursor === null ? '' : encodeCursor(this.#cursor)
  }

  /** `cursorText`: what the tab has on screen, by its own snapshot. It may be older or newer than the line. The first one is where the line begins. */
  attach(tab: Tab, cursorText: string, now: number): void {
    const cursor = parseCursor(cursorText)
    if (this.empty && cursor !== null) {
      this.#cursor = cursor
      this.#link = firstLink(now)
    }
    const at = cursor === null ? null : this.#placeOf(cursor)
    if (at === null) {
      this.#send(tab, { elsewhere: true })
      return
    }
    const seat: Seat = { at, told: null, state: 'drained' }
    this.#seats.set(tab, seat)
    this.#pump(tab, seat)
  }

  detach(tab: Tab): void {
    this.#seats.delete(tab)
    if (this.empty) this.#forget()
  }

  /** The tab has taken its last message. */
  taken(tab: Tab): void {
    const seat = this.#seats.get(tab)
    if (seat === undefined) return
    seat.state = 'drained'
    this.#pump(tab, seat)
  }

  /** Sends every tab for a snapshot; nothing of what was held stays. */
  dismiss(why: 'reset' | 'identity'): void {
    const tabs = [...this.#seats.keys()]
    this.#seats.clear()
    this.#forget()
    for (const tab of tabs) this.#send(tab, { renew: why })
  }

  on(event: LinkEvent): void {
    // What came of a broken replay comes again.
    if (event.on === 'lost' || event.on === 'opened') this.#incoming = []
    this.#link = nextLink(this.#link, event)
    this.#pumpAll()
  }

  /** One batch off the wire. `reset`: something was missed or unreadable. */
  receive(payload: unknown): 'ok' | 'reset' {
    const batch = parseBatch(payload)
    if (batch === null || this.#cursor === null) return 'reset'
    this.#incoming.push(batch)
    if (!batch.live) return 'ok'
    const batches = this.#incoming
    this.#incoming = []
    const before = this.#cursor
    for (const each of batches) {
      const applied = apply({ cursor: this.#cursor, entities: new Map() }, each)
      if ('reset' in applied) return 'reset'
      this.#cursor = applied.fold.cursor
    }
    this.#keep({ before, batches, after: this.#cursor, entries: batches.reduce((sum, { entries }) => sum + entries.length, 0) })
    this.#link = nextLink(this.#link, { on: 'current' })
    this.#pumpAll()
    return 'ok'
  }

  #forget(): void {
    this.#cursor = null
    this.#steps = []
    this.#kept = 0
    this.#incoming = []
  }

  #keep(step: Step): void {
    if (encodeCursor(step.before) === encodeCursor(step.after)) return
    this.#steps.push(step)
    this.#kept += step.entries
    while (this.#steps.length > 1 && this.#kept > KEPT_ENTRIES) {
      this.#kept -= this.#steps.shift()?.entries ?? 0
      this.#from++
    }
  }

  /** The step that a reader at `cursor` needs next; null when it is of another history, other rights, or too old. */
  #placeOf(cursor: Cursor): number | null {
    if (this.#cursor === null || cursor.epoch !== this.#cursor.epoch || !sameAudiences(cursor, this.#cursor)) return null
    if (!this.#agrees(cursor)) return null
    if (reaches(cursor, this.#cursor)) return this.#from + this.#steps.length
    const index = this.#steps.findLastIndex(({ before }) => reaches(cursor, before))
    return index === -1 ? null : this.#from + index
  }

  /** Wherever the line passed a place at which `cursor` stands, the chain there is the same. */
  #agrees({ marks }: Cursor): boolean {
    const passed = this.#steps.flatMap(({ before, batches }) => [
      ...[...before.marks].map(([audience, { n, chain }]) => [audience, n, chain] as const),
      ...batches.flatMap((batch) => [...batch.entries, ...(batch.marks ?? [])]),
    ])
    const now = [...(this.#cursor?.marks ?? [])].map(([audience, { n, chain }]) => [audience, n, chain] as const)
    return [...passed, ...now].every(([audience, n, chain]) => marks.get(audience)?.n !== n || marks.get(audience)?.chain === chain)
  }

  #pumpAll(): void {
    for (const [tab, seat] of [...this.#seats]) this.#pump(tab, seat)
  }

  #pump(tab: Tab, seat: Seat): void {
    if (seat.state === 'busy') return
    if (seat.at < this.#from) {
      this.detach(tab)
      this.#send(tab, { elsewhere: true })
      return
    }
    // A screen changes once, when the line has everything.
    const current = this.#link.at === 'live' || this.#link.at === 'stale'
    const due = current ? this.#steps.slice(seat.at - this.#from) : []
    if (due.length === 0 && seat.told === this.#link) return
    seat.at += due.length
    seat.told = this.#link
    seat.state = 'busy'
    this.#send(tab, { news: due.flatMap(({ batches }) => batches), link: this.#link })
  }
}

const sameAudiences = (a: Cursor, b: Cursor): boolean =>
  a.marks.size === b.marks.size && [...a.marks.keys()].every((audience) => b.marks.has(audience))

const nOf = (marks: ReadonlyMap<string, Mark>, audience: string): number => marks.get(audience)?.n ?? 0

/** Whether a reader at `cursor` has everything up to `place`. */
const reaches = (cursor: Cursor, place: Cursor): boolean => [...place.marks].every(([audience, { n }]) => nOf(cursor.marks, audience) >= n)
