import type { Cursor } from './cursor.ts'
import type { Entry, Moment } from './entry.ts'
import type { ResetReason } from './log.ts'

/** One audience's entries in the ring, in order, without gaps; those before `first` are dropped. */
type Strand = { entries: Entry[]; first: number }

/** The newest moments, in memory, bounded by bytes. Everything after `floor` is here. */
export class Ring {
  #moments: Moment[] = []
  /** Moments before this index are dropped already; the array is cut now and then, not at each push. */
  #first = 0
  readonly #strands = new Map<string, Strand>()
  #bytes = 0
  readonly #maxBytes: number
  #floor: number

  constructor(startAt: number, maxBytes: number) {
    this.#floor = startAt
    this.#maxBytes = maxBytes
  }

  get floor(): number {
    return this.#floor
  }

  get head(): number {
    return this.#floor + this.#moments.length - this.#first
  }

  /** @throws when a moment is missing before this one: the log promises none */
  push(moment: Moment): void {
    if (moment.seq !== this.head + 1) throw new Error(`feed: moment ${moment.seq} after ${this.head}`)
    this.#moments.push(moment)
    this.#bytes += sizeOf(moment)
    for (const entry of moment.entries) this.#strand(entry).entries.push(entry)
    while (this.#bytes > this.#maxBytes && this.#first < this.#moments.length - 1) this.#dropFirst()
    if (this.#first > 1024 && this.#first > this.#moments.length / 2) {
      this.#moments = this.#moments.slice(this.#first)
      this.#first = 0
    }
  }

  #dropFirst(): void {
    const oldest = this.#moments[this.#first]
    if (oldest !== undefined) {
      this.#bytes -= sizeOf(oldest)
      for (const { audience } of oldest.entries) this.#unstrand(audience)
    }
    this.#first++
    this.#floor++
  }

  /**
   * Where a reader with this cursor stands, as far as the ring can tell: it checks the chain of entries that it holds.
   * undefined: only the log knows.
   */
  locate(cursor: Cursor, audiences: readonly string[]): { seq: number } | { reset: ResetReason } | undefined {
    if (cursor.marks.size !== audiences.length) return { reset: 'audience' }
    let seq = 0
    let next = Number.POSITIVE_INFINITY
    for (const audience of audiences) {
      const mark = cursor.marks.get(audience)
      if (mark === undefined) return { reset: 'audience' }
      const strand = this.#strands.get(audience)
      const here = strand && entryOf(strand, mark.n)
      if (strand === undefined || here === undefined) return undefined
      if (here.chain !== mark.chain) return { reset: 'history-forked' }
      seq = Math.max(seq, here.seq)
      next = Math.min(next, entryOf(strand, mark.n + 1)?.seq ?? next)
    }
    return next <= seq ? { reset: 'skewed' } : { seq }
  }

  #strand({ audience }: Entry): Strand {
    let strand = this.#strands.get(audience)
    if (strand === undefined) {
      strand = { entries: [], first: 0 }
      this.#strands.set(audience, strand)
    }
    return strand
  }

  #unstrand(audience: string): void {
    const strand = this.#strands.get(audience)
    if (strand === undefined) return
    strand.first++
    if (strand.first === strand.entries.length) this.#strands.delete(audience)
    else if (strand.first > 1024 && strand.first > strand.entries.length / 2) {
      strand.entries = strand.entries.slice(strand.first)
      strand.first = 0
    }
  }

  *#since(seq: number): Generator<Moment> {
    for (let i = this.#first + seq - this.#floor; i < this.#moments.length; i++) {
      const moment = this.#moments[i]
      if (moment !== undefined) yield moment
    }
  }

  /**
   * Entries for these audiences in moments after `from`, whole moments, up to the head or about `maxBytes`; `to` is where it stopped. Short of
   * the head that is the roundest number on the way: readers that stand at many places then soon stand at a few, and can share what comes.
   */
  take(from: number, audiences: readonly string[], maxBytes: number): { entries: Entry[]; to: number } {
    const entries: Entry[] = []
    let bytes = 0
    let to = from
    let rest = { to: from, count: 0 }
    for (const moment of this.#since(from)) {
      for (const entry of moment.entries) {
        if (!audiences.includes(entry.audience)) continue
        entries.push(entry)
        bytes += weigh(entry)
      }
      to = moment.seq
      // Of the second half: a frame is worth its while.
      if (rest.count === 0 || 2 * bytes < maxBytes || roundness(to) >= roundness(rest.to)) rest = { to, count: entries.length }
      if (bytes >= maxBytes) break
    }
    if (to === this.head) return { entries, to }
    return { entries: entries.slice(0, rest.count), to: rest.to }
  }

  /** What these entries said is forgotten here too: their place and chain stay, as in the log. */
  forget(marks: readonly { readonly audience: string; readonly n: number }[]): void {
    const gone = new Set(marks.map(({ audience, n }) => `${n} ${audience}`))
    const scrub = (entry: Entry): Entry => (gone.has(`${entry.n} ${entry.audience}`) ? { ...entry, body: 'null' } : entry)
    this.#bytes = 0
    this.#moments = this.#moments.slice(this.#first).map((moment) => ({ ...moment, entries: moment.entries.map(scrub) }))
    this.#first = 0
    for (const moment of this.#moments) this.#bytes += sizeOf(moment)
    for (const strand of this.#strands.values()) strand.entries = strand.entries.map(scrub)
  }

  /** The audiences that moments after `from` speak to. */
  audiencesSince(from: number): Set<string> {
    const found = new Set<string>()
    for (const moment of this.#since(from)) for (const entry of moment.entries) found.add(entry.audience)
    return found
  }
}

/** Of what the ring still has: what was dropped may lie in the array a while longer, but the log may have forgotten what follows it. */
function entryOf({ entries, first }: Strand, n: number): Entry | undefined {
  const offset = n - (entries[first]?.n ?? 0)
  return offset < 0 ? undefined : entries[first + offset]
}

/** The largest power of two in it. */
const roundness = (seq: number): number => seq & -seq

const weigh = (entry: Entry): number => entry.body.length + 64
const sizeOf = (moment: Moment): number => moment.entries.reduce((sum, entry) => sum + weigh(entry), 64)
