import { encodeBatch } from './batch.ts'
import type { Log, LogPage } from './log.ts'
import type { Ring } from './ring.ts'

/** The clock and the queue, lent by whoever runs the pump. Milliseconds. */
export type Scheduler = {
  now(): number
  /** After what is already waiting. */
  soon(run: () => void): void
  later(ms: number, run: () => void): () => void
}

/** One reader's line. */
export type Line = {
  readonly audiences: readonly string[]
  /** True when everything sent so far has left the process. */
  drained(): boolean
  /** `text` is one batch as JSON. */
  send(text: string): void
  /** The log could not be read for it: close the line, the reader will come again from its cursor. */
  fail(error: unknown): void
}

type Reader = {
  readonly line: Line
  readonly audiences: ReadonlySet<string>
  at: number
  state: 'replaying' | 'live' | 'loading' | 'gone'
}

/** `frameBytes`: where a frame ends. `pageEntries`: more than this comes compacted. */
export type PumpSizes = { readonly frameBytes?: number | undefined; readonly pageEntries?: number | undefined }

const FRAME = 128 * 1024
const SLICE = 8
const PAGE = 1000

/**
 * Moves every reader from where it stands to the present. Replay and live are the same path: a reader that is drained
 * and behind gets the next frame, from the ring or, when it is older than that, from the log. A reader that does not
 * drain costs its position and nothing else.
 */
export class Pump {
  #ring: Ring
  readonly #log: Pick<Log, 'page'>
  readonly #scheduler: Scheduler
  readonly #frameBytes: number
  readonly #pageEntries: number
  readonly #readers = new Set<Reader>()
  #loading: Reader[] = []
  #asking = false
  readonly #frames = new Map<string, string>()
  #framesOf = -1
  #pass: Iterator<Reader> | undefined
  #again = false
  #waiting = false
  /** What the last pass took, and when it ended. */
  #cost = 0
  #ended = 0

  constructor(ring: Ring, log: Pick<Log, 'page'>, scheduler: Scheduler, { frameBytes = FRAME, pageEntries = PAGE }: PumpSizes = {}) {
    this.#ring = ring
    this.#log = log
    this.#scheduler = scheduler
    this.#frameBytes = frameBytes
    this.#pageEntries = pageEntries
  }

  get readers(): number {
    return this.#readers.size
  }

  /** Another history: everybody has to come again, and goes on in this ring. */
  restart(ring: Ring): void {
    this.#ring = ring
    this.#framesOf = -1
    for (const reader of this.#readers) reader.line.fail(null)
  }

  /** Adds a reader that has seen everything up to and including moment `at`. */
  add(line: Line, at: number): { drain: () => void; remove: () => void } {
    const reader: Reader = { line, audiences: new Set(line.audiences), at, state: 'replaying' }
    this.#readers.add(reader)
    this.#step(reader)
    return {
      drain: () => this.#step(reader),
      remove: () => {
        reader.state = 'gone'
        this.#readers.delete(reader)
      },
    }
  }

  /** The ring has grown. The first change goes out at once; under load passes come 10, then 50 ms apart. */
  kick(): void {
    if (this.#pass !== undefined) {
      this.#again = true
      return
    }
    if (this.#waiting) return
    this.#waiting = true
    const start = () => {
      this.#waiting = false
      this.#pass = this.#readers.values()
      this.#cost = 0
      this.#slice()
    }
    const spacing = this.#cost < 4 ? 0 : this.#cost < 40 ? 10 : 50
    const pause = this.#ended + spacing - this.#scheduler.now()
    if (pause <= 0) this.#scheduler.soon(start)
    else this.#scheduler.later(pause, start)
  }

  #slice(): void {
    const began = this.#scheduler.now()
    for (let count = 1; ; count++) {
      const next = this.#pass?.next()
      if (next === undefined || next.done === true) break
      this.#step(next.value)
      if (count % 32 === 0 && this.#scheduler.now() - began > SLICE) {
        this.#cost += this.#scheduler.now() - began
        this.#scheduler.soon(() => this.#slice())
        return
      }
    }
    this.#ended = this.#scheduler.now()
    this.#cost += this.#ended - began
    this.#pass = undefined
    if (this.#again) {
      this.#again = false
      this.kick()
    }
  }

  #step(reader: Reader): void {
    while ((reader.state === 'replaying' || reader.state === 'live') && reader.line.drained()) {
      if (reader.at < this.#ring.floor) {
        this.#load(reader)
        return
      }
      const { text, to, empty } = this.#frame(reader)
      const current = to === this.#ring.head
      const announce = current && reader.state === 'replaying'
      reader.at = to
      // Also one that was live: what it is sent in several frames is not on screen before it hears of the end.
      reader.state = current ? 'live' : 'replaying'
      if (!empty || announce) reader.line.send(text)
      if (current) return
    }
  }

  /** Readers that stand at the same place and hear the same audiences get the very same text. */
  #frame(reader: Reader): { text: string; to: number; empty: boolean } {
    const { head } = this.#ring
    if (this.#framesOf !== head || this.#frames.size > 512) {
      this.#frames.clear()
      this.#framesOf = head
    }
    const spoken = this.#spokenTo(reader.at)
    const heard = reader.line.audiences.filter((audience) => spoken.has(audience))
    if (heard.length === 0) return { text: EMPTY, to: head, empty: true }
    const key = `${reader.at} ${heard.join(' ')}`
    const known = this.#frames.get(key)
    if (known !== undefined) {
      const space = known.indexOf(' ')
      return { text: known.slice(space + 1), to: Number(known.slice(0, space)), empty: false }
    }
    const { entries, to } = this.#ring.take(reader.at, reader.audiences, this.#frameBytes)
    const text = encodeBatch(entries, to === head)
    this.#frames.set(key, `${to} ${text}`)
    return { text, to, empty: entries.length === 0 }
  }

  #spoken = { from: -1, head: -1, audiences: new Set<string>() }
  #spokenTo(from: number): ReadonlySet<string> {
    const { head } = this.#ring
    if (this.#spoken.from !== from || this.#spoken.head !== head) this.#spoken = { from, head, audiences: this.#ring.audiencesSince(from) }
    return this.#spoken.audiences
  }

  /** What the ring no longer has comes from the log: one query at a time, for all who wait for it. */
  #load(reader: Reader): void {
    reader.state = 'loading'
    this.#loading.push(reader)
    if (!this.#asking) void this.#ask()
  }

  async #ask(): Promise<void> {
    this.#asking = true
    while (this.#loading.length > 0) {
      const readers = this.#loading
      this.#loading = []
      const from = Math.min(...readers.map((reader) => reader.at))
      const audiences = [...new Set(readers.flatMap((reader) => reader.line.audiences))]
      try {
        const page = await this.#log.page(audiences, from, this.#ring.head, this.#pageEntries)
        for (const reader of readers) this.#loaded(reader, page)
      } catch (error) {
        for (const reader of readers) if (reader.state === 'loading') reader.line.fail(error)
      }
    }
    this.#asking = false
  }

  #loaded(reader: Reader, { entries, upTo, compacted }: LogPage): void {
    if (reader.state !== 'loading') return
    const own = entries.filter((entry) => entry.seq > reader.at && reader.audiences.has(entry.audience))
    const marks = compacted
      ?.filter(({ audience }) => reader.audiences.has(audience))
      .map(({ audience, n, chain }) => [audience, n, chain] as const)
    reader.state = 'replaying'
    reader.at = upTo
    if (own.length > 0 || (marks !== undefined && marks.length > 0)) reader.line.send(encodeBatch(own, false, marks))
    this.#step(reader)
  }
}

const EMPTY = encodeBatch([], true)
