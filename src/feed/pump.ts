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

/** One batch as JSON: the very same object for all who are sent the same, so that a line may keep by it what it makes of it. */
export type Outgoing = { readonly text: string }

/** One reader's line. */
export type Line = {
  readonly audiences: readonly string[]
  /** True when everything sent so far has left the process. */
  drained(): boolean
  send(batch: Outgoing): void
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
type Frame = Outgoing & { readonly to: number; readonly empty: boolean }
/**
 * What readers that stand at one place need: a frame for each set of audiences among those that were spoken to since. `spoken` is undefined
 * until somebody asks after the head has moved: many a place is not stood at any more.
 */
type Station = { spoken: ReadonlySet<string> | undefined; readonly frames: Map<string, Frame> }

const FRAME = 128 * 1024
const SLICE = 8
const GROUP = 32
/** Milliseconds that passes may take in a row before the pump rests … */
const AT_ONCE = 20
/** … for this share of the time that they took: one pass then carries what came meanwhile, and others have their turn … */
const RESTING = 0.5
/** … and at most so long. */
const REST = 50
const PAGE = 1000
/** Characters of frames that are kept for who is yet to come to their place. */
const KEPT = 8 * 1024 * 1024
/** Of a page of the log, kept while it is handed out. */
const BATCHES = 64

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
  /** The head that they know of. */
  #stationsOf = -1
  /** Characters of the frames in them. */
  #kept = 0
  #pass: Iterator<Reader> | undefined
  readonly #group: Reader[] = []
  /** Behind, and drained since the last pass. */
  readonly #drained = new Set<Reader>()
  /** Whom the next pass is for. */
  #next: 'nobody' | 'the drained' | 'everybody' = 'nobody'
  #waiting = false
  /** What the pass took so far. */
  #cost = 0
  /** When the pump will have rested enough. */
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
    this.forget()
    for (const reader of this.#readers) reader.line.fail(null)
  }

  /** Frames are put together anew: what the ring says of the past has changed. */
  forget(): void {
    this.#stations.clear()
    this.#kept = 0
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

  /** The ring has grown. A change goes out at once, unless passes take most of the time: then one pass carries what came meanwhile. */
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
    const soon = () => this.#scheduler.soon(start)
    if (pause <= 0) soon()
    // Not in the timer itself: others that are due by then would wait for two slices.
    else this.#scheduler.later(Math.min(pause, REST), soon)
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
    this.#rested = Math.min(Math.max(this.#rested, ended - this.#cost) + (1 + RESTING) * this.#cost, ended + AT_ONCE + REST)
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

  /** One frame at a time: who needs several is taken on by the next pass, with all who stand there too. */
  #step(reader: Reader): void {
    if (reader.state === 'loading' || reader.state === 'gone' || !reader.line.drained()) return
    // The log can leave out what was superseded; the ring has every state of it.
    const far = this.#ring.head - reader.at > this.#pageEntries && reader.state !== 'unabridged'
    if (reader.at < this.#ring.floor || far) {
      this.#load(reader)
      return
    }
    const frame = this.#frame(reader)
    const current = frame.to === this.#ring.head
    const announce = current && reader.state !== 'live'
    reader.at = frame.to
    // Also one that was live: what it is sent in several frames is not on screen before it hears of the end.
    reader.state = current ? 'live' : reader.state === 'unabridged' ? 'unabridged' : 'replaying'
    if (!frame.empty || announce) reader.line.send(frame)
    if (!current) this.#forReaders.drained(reader)
  }

  /** Readers that stand at the same place and hear the same audiences get the very same frame. */
  #frame(reader: Reader): Frame {
    const station = this.#station(reader.at)
    station.spoken ??= this.#ring.audiencesSince(reader.at)
    const { spoken, frames } = station
    let heard = ''
    for (const audience of reader.audiences) if (spoken.has(audience)) heard = heard === '' ? audience : `${heard} ${audience}`
    let frame = frames.get(heard)
    if (frame === undefined) {
      frame = this.#make(reader, heard === '')
      frames.set(heard, frame)
      this.#kept += frame.text.length
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
    if (this.#kept > KEPT) this.forget()
    if (this.#stationsOf !== this.#ring.head) this.#moveOn()
    let station = this.#stations.get(at)
    if (station === undefined) {
      station = { spoken: undefined, frames: new Map() }
      this.#stations.set(at, station)
    }
    return station
  }

  /** The head has moved: a frame that ended there would now be another. What ends short of it stays, for all who are yet to come there. */
  #moveOn(): void {
    for (const [at, station] of this.#stations) {
      for (const [heard, { text, to }] of station.frames) {
        if (to < this.#stationsOf) continue
        station.frames.delete(heard)
        this.#kept -= text.length
      }
      station.spoken = undefined
      if (station.frames.size === 0) this.#stations.delete(at)
    }
    this.#stationsOf = this.#ring.head
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
        await this.#handOut(await this.#log.page(audiences, from, ring.head, this.#pageEntries), readers, ring)
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
    this.#forReaders.drained(reader)
  }

  /** In slices, and the very same batch to all who stand at one place and hear the same of it; a pass takes them further. */
  async #handOut(page: LogPage, readers: readonly Reader[], ring: Ring): Promise<void> {
    const spoken = new Set([...page.entries, ...(page.compacted ?? [])].map(({ audience }) => audience))
    const batches = new Map<string, Outgoing>()
    let began = this.#scheduler.now()
    for (const reader of readers) {
      // Of another history by now: everybody comes again.
      if (ring !== this.#ring) return
      if (reader.state !== 'loading') continue
      const heard = reader.audiences.filter((audience) => spoken.has(audience))
      const key = `${reader.at} ${heard.join(' ')}`
      const batch = batches.get(key) ?? { text: textOf(page, reader.at, heard) }
      if (batches.size >= BATCHES) batches.clear()
      batches.set(key, batch)
      reader.state = 'replaying'
      reader.at = page.upTo
      if (batch.text !== '') reader.line.send(batch)
      this.#forReaders.drained(reader)
      if (this.#scheduler.now() - began <= SLICE) continue
      await new Promise<void>((resolve) => this.#scheduler.soon(resolve))
      began = this.#scheduler.now()
    }
  }
}

/** '': nothing of it is news. */
function textOf({ entries, compacted }: LogPage, at: number, audiences: readonly string[]): string {
  const own = entries.filter((entry) => entry.seq > at && audiences.includes(entry.audience))
  const marks = compacted
    ?.filter(({ audience }) => audiences.includes(audience))
    .map(({ audience, n, chain }) => [audience, n, chain] as const)
  return own.length > 0 || (marks !== undefined && marks.length > 0) ? encodeBatch(own, false, marks) : ''
}

const EMPTY = encodeBatch([], true)
