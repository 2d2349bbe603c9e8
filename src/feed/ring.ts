import type { Entry, Moment } from './entry.ts'

/** The newest moments, in memory, bounded by bytes. Everything after `floor` is here. */
export class Ring {
  #moments: Moment[] = []
  /** Moments before this index are dropped already; the array is cut now and then, not at each push. */
  #first = 0
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
    while (this.#bytes > this.#maxBytes && this.#first < this.#moments.length - 1) this.#dropFirst()
    if (this.#first > 1024 && this.#first > this.#moments.length / 2) {
      this.#moments = this.#moments.slice(this.#first)
      this.#first = 0
    }
  }

  #dropFirst(): void {
    const oldest = this.#moments[this.#first]
    if (oldest !== undefined) this.#bytes -= sizeOf(oldest)
    this.#first++
    this.#floor++
  }

  *#since(seq: number): Generator<Moment> {
    for (let i = this.#first + seq - this.#floor; i < this.#moments.length; i++) {
      const moment = this.#moments[i]
      if (moment !== undefined) yield moment
    }
  }

  /** Entries for these audiences in moments after `from`, whole moments, until `maxBytes` are reached; `to` is where it stopped. */
  take(from: number, audiences: ReadonlySet<string>, maxBytes: number): { entries: Entry[]; to: number } {
    const entries: Entry[] = []
    let bytes = 0
    let to = from
    for (const moment of this.#since(from)) {
      for (const entry of moment.entries) {
        if (!audiences.has(entry.audience)) continue
        entries.push(entry)
        bytes += weigh(entry)
      }
      to = moment.seq
      if (bytes >= maxBytes) break
    }
    return { entries, to }
  }

  /** The audiences that moments after `from` speak to. */
  audiencesSince(from: number): Set<string> {
    const found = new Set<string>()
    for (const moment of this.#since(from)) for (const entry of moment.entries) found.add(entry.audience)
    return found
  }
}

const weigh = (entry: Entry): number => entry.body.length + 64
const sizeOf = (moment: Moment): number => moment.entries.reduce((sum, entry) => sum + weigh(entry), 64)
