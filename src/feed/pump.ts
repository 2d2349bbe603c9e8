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

/** A reader's place in the pump. */
export type Seat = {
  /** Its line, which was not, is drained again. */
  drain(): void
  /** It is gone. */
  remove(): void
}

/** `frameBytes`: where a frame ends. `pageEntries`: more than this comes compacted. */
export type PumpSizes = { readonly frameBytes?: number | undefined; readonly pageEntries?: number | undefined }

type Seating = { drained(reader: Reader): void; remove(reader: Reader): void }

/** Thousands of them: a class, so that none costs a closure. */
class Reader implements Seat {
  readonly line: Line
  readonly audiences: readonly string[]
  at: number
  /** unabridged: far behind, and the log can leave nothing out for it: it is sent every state that the ring has. */
  state: 'replaying' | 'unabridged' | 'live' | 'loading' | 'gone' = 'replaying'
  readonly #pump: Seating

  constructor(line: Line, at: number, pump: Seating) {
    this.line = line
    this.audiences = line.audiences
    this.at = at
    this.#pump = pump
  }

  drain(): void {
    this.#pump.drained(this)
  }

  remove(): void {
    this.state = 'gone'
    this.#pump.remove(this)
  }
}

/** What a reader is sent, and where it then stands. */
type Frame = { readonly text: string; readonly to: number; readonly empty: boolean }
/** What readers that stand at one place need: who was spoken to since, and a frame for each set of audiences among them. */
type Station = { readonly spoken: ReadonlySet<string>; readonly frames: Map<string, Frame> }

const FRAME = 128 * 1024
const SLICE = 8
const GROUP = 32
/** Milliseconds that passes may take in a row before the pump rests, for as long as they took. */
const AT_ONCE = 20
/** … and at most so long. */
const REST = 50
/** Frames in a row for a reader that takes them as fast as they come; then it is the others' turn. */
const BURST = 8
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
  readonly #stations = new Map<number, Station>()
  #stationsOf = -1
  #made = 0
  #pass: Iterator<Reader> | undefined
  readonly #group: Reader[] = []
  /** Behind, and drained since the last pass. */
  readonly #drained = new Set<Reader>()
  /** Whom the next pass is for. */
  #next: 'nobody' | 'the drained' | 'everybody' = 'nobody'
  #waiting = false
  /** What the pass took so far. */
  #cost = 0
  /** When the pump will have rested for as long as it worked. */
  #rested = Number.NEGATIVE_INFINITY

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
    this.#stationsOf = -1
    for (const reader of this.#readers) reader.line.fail(null)
  }

  /** Adds a reader that has seen everything up to and including moment `at`. */
  add(line: Line, at: number): Seat {
    const reader = new Reader(line, at, this.#forReaders)
    this.#readers.add(reader)
    this.#step(reader)
    return reader
  }

  readonly #forReaders: Seating = {
    /**
     * Not by itself: lines that drain one after the other would each stand at another place, and each need frames of its own, which under
     * load costs more than they can catch up.
     */
    drained: (reader: Reader) => {
      if (reader.state === 'gone' || reader.state === 'loading') return
      this.#drained.add(reader)
      if (this.#next === 'nobody') this.#next = 'the drained'
      this.#plan()
    },
    remove: (reader: Reader) => {
      this.#readers.delete(reader)
      this.#drained.delete(reader)
    },
  }

  /** The ring has grown. A change goes out at once, unless passes take half of the time: then one pass carries what came meanwhile. */
  kick(): void {
    this.#next = 'everybody'
    this.#plan()
  }

  #plan(): void {
    if (this.#pass !== undefined || this.#waiting) return
    this.#waiting = true
    const start = () => {
      this.#waiting = false
      this.#pass = this.#next === 'everybody' ? this.#readers.values() : [...this.#drained].values()
      this.#next = 'nobody'
      this.#drained.clear()
      this.#cost = 0
      this.#slice()
    }
    const pause = this.#rested - AT_ONCE - this.#scheduler.now()
    if (pause <= 0) this.#scheduler.soon(start)
    else this.#scheduler.later(Math.min(pause, REST), start)
  }

  #slice(): void {
    const began = this.#scheduler.now()
    while (this.#takeGroup()) {
      for (const reader of this.#group) this.#step(reader)
      if (this.#scheduler.now() - began > SLICE) {
        this.#cost += this.#scheduler.now() - began
        this.#scheduler.soon(() => this.#slice())
        return
      }
    }
    const ended = this.#scheduler.now()
    this.#cost += ended - began
    this.#rested = Math.min(Math.max(this.#rested, ended - this.#cost) + 2 * this.#cost, ended + AT_ONCE + REST)
    this.#pass = undefined
    if (this.#next !== 'nobody') this.#plan()
  }

  /**
   * The next ones of the pass that are drained; false: there are no more. A group is asked before any of it is written to: what the
   * processor has to fetch for thousands of lines it then fetches for many at once, instead of waiting for each after the write before.
   */
  #takeGroup(): boolean {
    this.#group.length = 0
    for (let i = 0; i < GROUP; i++) {
      const next = this.#pass?.next()
      if (next === undefined || next.done === true) return i > 0
      if (next.value.line.drained()) this.#group.push(next.value)
    }
    return true
  }

  #step(reader: Reader): void {
    for (let frames = 0; reader.state !== 'loading' && reader.state !== 'gone' && reader.line.drained(); frames++) {
      if (frames === BURST) {
        this.#scheduler.soon(() => this.#step(reader))
        return
      }
      // The log can leave out what was superseded; the ring has every state of it.
      const far = this.#ring.head - reader.at > this.#pageEntries && reader.state !== 'unabridged'
      if (reader.at < this.#ring.floor || far) {
        this.#load(reader)
        return
      }
      const { text, to, empty } = this.#frame(reader)
      const current = to === this.#ring.head
      const announce = current && reader.state !== 'live'
      reader.at = to
      // Also one that was live: what it is sent in several frames is not on screen before it hears of the end.
      reader.state = current ? 'live' : reader.state === 'unabridged' ? 'unabridged' : 'replaying'
      if (!empty || announce) reader.line.send(text)
      if (current) return
    }
  }

  /** Readers that stand at the same place and hear the same audiences get the very same text. */
  #frame(reader: Reader): Frame {
    const { spoken, frames } = this.#station(reader.at)
    let heard = ''
    for (const audience of reader.audiences) if (spoken.has(audience)) heard = heard === '' ? audience : `${heard} ${audience}`
    let frame = frames.get(heard)
    if (frame === undefined) {
      frame = this.#make(reader, heard === '')
      frames.set(heard, frame)
      this.#made++
    }
    return frame
  }

  #make({ at, audiences }: Reader, nothing: boolean): Frame {
    const { head } = this.#ring
    if (nothing) return { text: EMPTY, to: head, empty: true }
    const { entries, to } = this.#ring.take(at, audiences, this.#frameBytes)
    return { text: encodeBatch(entries, to === head), to, empty: entries.length === 0 }
  }

  #station(at: number): Station {
    const { head } = this.#ring
    if (this.#stationsOf !== head || this.#made > 512) {
      this.#stations.clear()
      this.#stationsOf = head
      this.#made = 0
    }
    let station = this.#stations.get(at)
    if (station === undefined) {
      station = { spoken: this.#ring.audiencesSince(at), frames: new Map() }
      this.#stations.set(at, station)
    }
    return station
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
      const ring = this.#ring
      const readers = this.#loading
      this.#loading = []
      const from = Math.min(...readers.map((reader) => reader.at))
      const audiences = [...new Set(readers.flatMap((reader) => reader.audiences))]
      try {
        const page = await this.#log.page(audiences, from, this.#ring.head, this.#pageEntries)
        for (const reader of readers) this.#loaded(reader, page)
      } catch (error) {
        for (const reader of readers) if (reader.state === 'loading') this.#unloaded(reader, ring, error)
      }
    }
    this.#asking = false
  }

  /** The log cannot be read, or has forgotten a part of what it would leave out. The ring may have it all. */
  #unloaded(reader: Reader, ring: Ring, error: unknown): void {
    if (ring !== this.#ring || reader.at < ring.floor) {
      reader.line.fail(error)
      return
    }
    reader.state = 'unabridged'
    this.#step(reader)
  }

  #loaded(reader: Reader, { entries, upTo, compacted }: LogPage): void {
    if (reader.state !== 'loading') return
    const own = entries.filter((entry) => entry.seq > reader.at && reader.audiences.includes(entry.audience))
    const marks = compacted
      ?.filter(({ audience }) => reader.audiences.includes(audience))
      .map(({ audience, n, chain }) => [audience, n, chain] as const)
    reader.state = 'replaying'
    reader.at = upTo
    if (own.length > 0 || (marks !== undefined && marks.length > 0)) reader.line.send(encodeBatch(own, false, marks))
    this.#step(reader)
  }
}

const EMPTY = encodeBatch([], true)
