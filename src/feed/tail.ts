import { type Moment, toMoments } from './entry.ts'
import type { Head, Log, Tailing } from './log.ts'

const PAGE = 500

/** What a tail tells its node. */
export type TailListener = {
  /** One moment, once, in order. Synchronous. */
  publish(moment: Moment): void
  /** The log is no longer the one that was followed: it was restored from a backup, or failed over. The tail goes on at its head. */
  forked(to: Head): void
}

/** Follows the log. One per node. `published` is this node's present: everything at or below it has been handed out here. */
export class Tail {
  published: number
  readonly #log: Log
  readonly #listener: TailListener
  #epoch: string
  #chain: string | null
  #running: Promise<void> | undefined
  #again = false
  readonly #awaited = new Set<{ readonly seq: number; readonly resolve: () => void }>()

  readonly #page: number

  /** @param from where the node's memory ends */
  constructor(log: Log, listener: TailListener, from: Head, page = PAGE) {
    this.#log = log
    this.#listener = listener
    this.#page = page
    this.#epoch = from.epoch
    this.#chain = from.chain
    this.published = from.seq
  }

  /** Something may have been committed. Safe at any time, from any trigger; rejects when the log cannot be read. */
  wake(): Promise<void> {
    this.#again = true
    this.#running ??= Promise.resolve().then(() => this.#drain())
    return this.#running
  }

  /** Resolves when this node has come to moment `seq`, or to the end of the log without it. Rejects when the log cannot be read. */
  async reach(seq: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const waiting = { seq, resolve }
      this.#awaited.add(waiting)
      // In a busy shop the end of the log may never be seen.
      this.wake()
        .then(resolve, reject)
        .finally(() => this.#awaited.delete(waiting))
    })
  }

  #letGo(): void {
    for (const { seq, resolve } of this.#awaited) if (seq <= this.published) resolve()
  }

  /** Is over in the very moment in which it would look no more: if that came later, a wake-up in between would be lost. */
  async #drain(): Promise<void> {
    try {
      while (this.#again) {
        // Cleared before the read: a wake-up during it means one more round.
        this.#again = false
        const found = await this.#log.after(this.published, this.#page)
        if (!this.#take(found)) await this.#restart()
      }
    } finally {
      this.#running = undefined
    }
  }

  /** False: it is another log. */
  #take(found: Tailing): boolean {
    const { entries } = found
    // A hole: this node was away for longer than the log remembers.
    const whole = (entries[0]?.seq ?? this.published + 1) === this.published + 1
    if (!whole || !this.#follows(found)) return false
    for (const moment of toMoments(entries)) {
      this.#listener.publish(moment)
      this.published = moment.seq
      this.#chain = moment.entries.at(-1)?.chain ?? null
    }
    this.#letGo()
    // A page that was not full was the last: whatever was committed since the read wakes again.
    if (entries.length >= this.#page) this.#again = true
    return true
  }

  /**
   * What else was just read of the log belongs to the past that this tail follows.
   * @throws when the log was replaced meanwhile
   */
  async confirm(): Promise<void> {
    const asked = { epoch: this.#epoch, chain: this.#chain, published: this.published }
    const found = await this.#log.after(asked.published, 1)
    if (isSame(asked, found)) return
    this.wake().catch(() => undefined)
    throw new Error('feed: the log was replaced')
  }

  #follows(found: Tailing): boolean {
    return isSame({ epoch: this.#epoch, chain: this.#chain, published: this.published }, found)
  }

  async #restart(): Promise<void> {
    const head = await this.#log.head()
    this.#epoch = head.epoch
    this.#chain = head.chain
    this.published = head.seq
    this.#again = true
    this.#listener.forked(head)
  }
}

type Past = { readonly epoch: string; readonly chain: string | null; readonly published: number }

/** Whether the log still has, at that moment, what was read there. */
const isSame = ({ epoch, chain, published }: Past, found: Tailing): boolean =>
  found.epoch === epoch && found.head >= published && (chain === null || found.chain === null || found.chain === chain)
