import type { Cursor } from '../cursor.ts'
import type { Entry } from '../entry.ts'
import type { Claim, Log, LogPage, Place, Tailing } from '../log.ts'

/** A log in memory with the manners of the real one, for simulations. Every answer is given after `pause`. */
export class MemoryLog implements Log {
  entries: Entry[] = []
  epoch = '00000000-0000-4000-8000-000000000000'
  seq = 0
  #floor = new Map<string, number>()
  readonly #pause: () => Promise<void>

  constructor(pause: () => Promise<void> = () => Promise.resolve()) {
    this.#pause = pause
  }

  /** One transaction: `[audience, body]` each. */
  commit(said: readonly (readonly [audience: string, body: string])[]): void {
    this.append(this.stamp(said))
  }

  /** Numbers what a transaction says as the next one; nobody sees it yet. */
  stamp(said: readonly (readonly [audience: string, body: string])[]): Entry[] {
    const heads = new Map<string, Entry>()
    return said.map(([audience, body], place) => {
      const last = heads.get(audience) ?? this.entries.findLast((entry) => entry.audience === audience)
      const chain = hash(`${last?.chain ?? ''}${body}`)
      const entry = { seq: this.seq + 1, idx: place + 1, audience, n: (last?.n ?? 0) + 1, chain, body }
      heads.set(audience, entry)
      return entry
    })
  }

  /** Stamped entries become visible. A transaction that said nothing leaves none. */
  append(entries: readonly Entry[]): void {
    this.entries.push(...entries)
    this.seq = entries.at(-1)?.seq ?? this.seq
  }

  /** A backup from moment `seq` is restored: what came later never happened. */
  restore(seq: number): void {
    this.entries = this.entries.filter((entry) => entry.seq <= seq)
    this.seq = seq
  }

  /** Forgets what is older than moment `seq`. */
  prune(seq: number): void {
    for (const { audience, n, seq: at } of this.entries) if (at < seq) this.#floor.set(audience, n)
    this.entries = this.entries.filter(({ audience, n }) => n >= (this.#floor.get(audience) ?? 0))
  }

  cursor(audiences: readonly string[]): Cursor {
    const marks = audiences.map((audience) => {
      const last = this.entries.findLast((entry) => entry.audience === audience)
      return [audience, { n: last?.n ?? 0, chain: last?.chain ?? '' }] as const
    })
    return { epoch: this.epoch, marks: new Map(marks) }
  }

  async head() {
    await this.#pause()
    return { epoch: this.epoch, seq: this.seq, chain: this.entries.findLast((entry) => entry.seq === this.seq)?.chain ?? null }
  }

  async after(seq: number, most: number): Promise<Tailing> {
    await this.#pause()
    const entries = this.#page((entry) => entry.seq > seq, most)
    const chain = this.entries.findLast((entry) => entry.seq === seq)?.chain ?? null
    const tailing = { epoch: this.epoch, head: this.seq, chain, entries }
    await this.#pause()
    return tailing
  }

  async recent(upTo: number, most: number) {
    await this.#pause()
    const newest = this.entries.filter((entry) => entry.seq <= upTo)
    const from = newest.at(-most)?.seq ?? 0
    return most === 0 ? [] : newest.filter((entry) => entry.seq >= from)
  }

  async page(audiences: readonly string[], seq: number, upTo: number, most: number): Promise<LogPage> {
    await this.#pause()
    const entries = this.entries.filter((entry) => entry.seq > seq && entry.seq <= upTo && audiences.includes(entry.audience))
    if (entries.length > most && audiences.some((audience) => this.#isForgotten(audience, seq))) throw new Error('memory log: forgotten')
    const page = entries.length <= most ? { entries, upTo, compacted: null } : { ...compact(entries), upTo }
    await this.#pause()
    return page
  }

  async locate(claims: readonly Claim[]): Promise<Place[]> {
    await this.#pause()
    const places = claims.map(({ cursor, audiences }) => this.#locate(cursor, audiences))
    await this.#pause()
    return places
  }

  #isForgotten(audience: string, seq: number): boolean {
    const first = this.entries.find((entry) => entry.audience === audience)
    return first !== undefined && first.n > 1 && first.seq > seq
  }

  #locate(cursor: Cursor, audiences: readonly string[]): Place {
    if (cursor.marks.size !== audiences.length || audiences.some((audience) => !cursor.marks.has(audience))) return { reset: 'audience' }
    if (cursor.epoch !== this.epoch) return { reset: 'epoch' }
    let seq = 0
    let next = Number.POSITIVE_INFINITY
    for (const audience of audiences) {
      const mark = cursor.marks.get(audience) ?? { n: 0, chain: '' }
      const own = this.entries.filter((entry) => entry.audience === audience)
      if (mark.n > (own.at(-1)?.n ?? 0)) return { reset: 'future' }
      const here = own.find((entry) => entry.n === mark.n)
      if (here === undefined && (mark.n > 0 || this.#floor.has(audience))) return { reset: 'retention' }
      if (here !== undefined && here.chain !== mark.chain) return { reset: 'history-forked' }
      seq = Math.max(seq, here?.seq ?? 0)
      next = Math.min(next, own.find((entry) => entry.n === mark.n + 1)?.seq ?? next)
    }
    return next <= seq ? { reset: 'skewed' } : { seq }
  }

  #page(wanted: (entry: Entry) => boolean, most: number): Entry[] {
    const found = this.entries.filter(wanted)
    const last = found[most - 1]
    return last === undefined ? found : found.filter((entry) => entry.seq <= last.seq)
  }
}

/** The last entry of each entity, and where each audience stands after them. */
function compact(entries: readonly Entry[]): Pick<LogPage, 'entries' | 'compacted'> {
  const entityOf = ({ body, audience, n }: Entry) => `${audience} ${(JSON.parse(body) as { entity?: string } | null)?.entity ?? n}`
  const last = new Map(entries.map((entry) => [entityOf(entry), entry]))
  const marks = new Map(entries.map(({ audience, n, chain }) => [audience, { audience, n, chain }]))
  return { entries: entries.filter((entry) => last.get(entityOf(entry)) === entry), compacted: [...marks.values()] }
}

/** 16 hex digits; no cryptography is needed to tell two histories of a test apart. */
function hash(text: string): string {
  let a = 0x811c9dc5
  let b = 0x1000193
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 16777619)
    b = Math.imul(b ^ text.charCodeAt(i), 2246822519)
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('')
}
