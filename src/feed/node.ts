import { type Entry, type Moment, toMoments } from './entry.ts'
import { Gate } from './gate.ts'
import type { Claim, Log, Place } from './log.ts'
import { type Line, Pump, type PumpSizes, type Scheduler, type Seat } from './pump.ts'
import { Ring } from './ring.ts'
import { Tail } from './tail.ts'

export type NodeListener = {
  /** Each moment once, in order, before any reader is handed it. Synchronous. */
  moment(moment: Moment): void
  /** The log was restored or failed over; every reader was sent away to come again. */
  forked(): void
}

export type FeedNode = {
  /** Everything at or below it has been handed out here. */
  readonly published: number
  readonly readers: number
  /** Moments up to here are no longer in memory. */
  readonly floor: number
  /** What the log no longer says is no longer said from memory. */
  forget(marks: readonly { readonly audience: string; readonly n: number }[]): void
  /** Where a reader stands, or why it must start again. Rejects when the log cannot be read. */
  place(claim: Claim): Promise<Place>
  /** Serves a reader that has seen everything up to and including moment `seq`, until `remove`. */
  join(line: Line, seq: number): Seat
  /** Looks for news. Rejects when the log cannot be read. */
  wake(): Promise<void>
}

export type NodeOptions = PumpSizes & {
  /** Bytes of entries kept in memory. */
  readonly ringBytes: number
  /** Entries read into memory at the start, so that whoever comes back then is served from there. */
  readonly warm: number
}

/** One node of the feed: it follows the log and moves its readers along. */
export async function startNode(
  log: Log,
  scheduler: Scheduler,
  listener: NodeListener,
  { ringBytes, warm, frameBytes, pageEntries }: NodeOptions,
): Promise<FeedNode> {
  const head = await log.head()
  let { epoch, seq } = head
  const recent = unbroken(await log.recent(seq, warm), seq)
  let ring = new Ring(recent.at(0) === undefined ? seq : seq - recent.length, ringBytes)
  for (const moment of recent) ring.push(moment)
  // What is read beside the tail counts only while the log is the one that the ring holds: a backup may be restored at any time.
  const confirmed = async <T>(read: Promise<T>): Promise<T> => {
    const before = ring
    const result = await read
    await tail.confirm()
    if (ring !== before) throw new Error('feed: the log was replaced')
    return result
  }
  const beside: Pick<Log, 'page' | 'locate'> = {
    page: (...asked) => confirmed(log.page(...asked)),
    locate: (claims) => confirmed(log.locate(claims)),
  }
  const pump = new Pump(ring, beside, scheduler, { frameBytes, pageEntries })
  const tail = new Tail(
    log,
    {
      publish: (moment) => {
        listener.moment(moment)
        ring.push(moment)
        pump.kick()
      },
      forked: (to) => {
        epoch = to.epoch
        seq = to.seq
        ring = new Ring(seq, ringBytes)
        pump.restart(ring)
        listener.forked()
      },
    },
    head,
    pageEntries,
  )
  const gate = new Gate(beside, () => ({ ring, epoch }))
  return {
    get published() {
      return tail.published
    },
    get readers() {
      return pump.readers
    },
    get floor() {
      return ring.floor
    },
    forget: (marks) => {
      ring.forget(marks)
      pump.forget()
    },
    place: async (claim) => {
      for (;;) {
        const before = tail.published
        const place = await gate.place(claim)
        // A page may be newer than this node was. Unless the node had been there too, the two could belong to different pasts.
        if ('reset' in place || place.seq <= before) return place
        await tail.reach(place.seq)
      }
    },
    join: (line, at) => pump.add(line, at),
    wake: () => tail.wake(),
  }
}

/** The moments that lead up to `upTo` without a gap. */
function unbroken(entries: readonly Entry[], upTo: number): Moment[] {
  const moments = toMoments(entries)
  let from = moments.length
  while (from > 0 && moments[from - 1]?.seq === upTo - (moments.length - from)) from--
  return moments.slice(from)
}
