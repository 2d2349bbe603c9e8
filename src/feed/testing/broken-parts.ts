import { parseBatch } from '../batch.ts'
import type { Change, Held, Known } from '../client/fold.ts'
import { firstLink, type Link, type LinkEvent, nextLink } from '../client/link.ts'
import { encodeCursor, type Mark, parseCursor } from '../cursor.ts'
import type { Entry } from '../entry.ts'
import type { Claim, Place, Tailing } from '../log.ts'
import { MemoryLog } from './memory-log.ts'
import type { Store } from './simulated-client.ts'
import { type Plan, SimulatedDatabase } from './simulated-database.ts'
import type { Tables } from './simulated-tables.ts'

/** Shows what is stamped before it is committed. */
export class LeakyLog extends MemoryLog {
  pending: readonly Entry[] = []

  override async after(seq: number, most: number): Promise<Tailing> {
    const found = await super.after(seq, most)
    const early = this.pending.filter((entry) => entry.seq === found.head + 1)
    return { ...found, entries: [...found.entries, ...early] }
  }
}

export class LeakyDatabase extends SimulatedDatabase {
  protected override stamp(plan: Plan): readonly Entry[] {
    const entries = super.stamp(plan)
    if (this.log instanceof LeakyLog) this.log.pending = entries
    return entries
  }
}

/** Entries get their numbers when they are written, and are seen when they are committed: in another order, with holes. */
export class SequenceLog extends MemoryLog {
  override append(entries: readonly Entry[]): void {
    const head = this.seq
    super.append(entries)
    this.seq = Math.max(head, this.seq)
    this.entries.sort((a, b) => a.seq - b.seq || a.idx - b.idx)
  }
}

export class SequenceDatabase extends SimulatedDatabase {
  readonly #numbered = new Map<Plan, readonly Entry[]>()
  readonly #heads = new Map<string, Entry>()
  #next = 0

  protected override written(plan: Plan): void {
    const seq = ++this.#next
    const entries = plan.said.map(([audience, body], place) => {
      const last = this.#heads.get(audience)
      const n = (last?.n ?? 0) + 1
      const entry = { seq, idx: place + 1, audience, n, chain: `${seq}${n}`.padStart(16, '0'), body }
      this.#heads.set(audience, entry)
      return entry
    })
    this.#numbered.set(plan, entries)
  }

  protected override stamp(plan: Plan): readonly Entry[] {
    return this.#numbered.get(plan) ?? []
  }
}

/** A page's data and its position come from two moments. */
export class TornDatabase extends SimulatedDatabase {
  override async snapshot(audiences: (tables: Tables) => readonly string[] | null) {
    const found = await super.snapshot(audiences)
    return found === null ? null : { ...found, cursor: encodeCursor(this.log.cursor(found.audiences)) }
  }
}

/** Believes any chain that a cursor brings. */
export class TrustingLog extends MemoryLog {
  override locate(claims: readonly Claim[]): Promise<Place[]> {
    const chainOf = (audience: string, { n, chain }: Mark) =>
      this.entries.find((entry) => entry.audience === audience && entry.n === n)?.chain ?? chain
    const trusted = claims.map(({ cursor, audiences }) => {
      const marks = [...cursor.marks].map(([audience, mark]) => [audience, { n: mark.n, chain: chainOf(audience, mark) }] as const)
      return { cursor: { epoch: cursor.epoch, marks: new Map(marks) }, audiences }
    })
    return super.locate(trusted)
  }
}

/** A screen that takes whatever comes, at once. */
export class TrustingStore implements Store {
  link: Link
  entities: ReadonlyMap<string, Held> = new Map()
  #epoch = ''
  #marks = new Map<string, Mark>()
  readonly #listeners = new Set<() => void>()
  readonly #watchers = new Set<(changes: readonly Change[]) => void>()

  constructor(cursor: string, now: number) {
    this.link = firstLink(now)
    this.restart(cursor, [])
  }

  get cursor(): string {
    return encodeCursor({ epoch: this.#epoch, marks: this.#marks })
  }

  on(event: LinkEvent): void {
    this.link = nextLink(this.link, event)
  }

  learn(known: readonly Known[]): void {
    this.entities = new Map([...this.entities, ...known.map(({ entity, ...held }) => [entity, held] as const)])
  }

  restart(cursor: string, known: readonly Known[]): void {
    const { epoch, marks } = parseCursor(cursor) ?? { epoch: '', marks: new Map<string, Mark>() }
    this.#epoch = epoch
    this.#marks = new Map(marks)
    this.entities = new Map()
    this.learn(known)
    for (const listener of this.#listeners) listener()
  }

  receive(payload: unknown): 'ok' | 'reset' {
    const batch = parseBatch(payload)
    if (batch === null) return 'reset'
    const changes = batch.entries.map(([, , , change]) => change as Change)
    this.learn(changes.map(({ entity, rev, gone, data }) => ({ entity, rev, data: gone === true ? null : data })))
    for (const [audience, n, chain] of [...batch.entries, ...(batch.marks ?? [])]) this.#marks.set(audience, { n, chain })
    if (batch.live) this.on({ on: 'current' })
    for (const listener of this.#listeners) listener()
    for (const watcher of this.#watchers) watcher(changes)
    return 'ok'
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  watch(watcher: (changes: readonly Change[]) => void) {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }
}
