import { type Moment, toMoments } from './entry.ts'
import type { Log } from './log.ts'

const PAGE = 500

/** What a tail tells its node. */
export type TailListener = {
  /** One moment, once, in order. Synchronous. */
  publish(moment: Moment): void
  /** The log is no longer the one that was followed: it was restored from a backup, or failed over. The tail goes on at its head. */
  forked(to: { epoch: string; seq: number }): void
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

  /** @param from where the node's memory ends: the moment, its last chain (null: unknown) and the epoch */
  constructor(log: Log, listener: TailListener, from: { epoch: string; seq: number; chain: string | null }) {
    this.#log = log
    this.#listener = listener
    this.#epoch = from.epoch
    this.#chain = from.chain
    this.published = from.seq
  }

  /** Something may have been committed. Safe at any time, from any trigger; rejects when the log cannot be read. */
  wake(): Promise<void> {
    this.#again = true
    this.#running ??= this.#drain().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #drain(): Promise<void> {
    while (this.#again) {
      // Cleared before the read: a wake-up during it means one more round.
      this.#again = false
      const { epoch, head, chain, entries } = await this.#log.after(this.published, PAGE)
      const same = epoch === this.#epoch && head >= this.published && (this.#chain === null || chain === null || chain === this.#chain)
      if (!same) {
        this.#epoch = epoch
        this.#chain = null
        this.published = head
        this.#listener.forked({ epoch, seq: head })
        continue
      }
      for (const moment of toMoments(entries)) {
        this.#listener.publish(moment)
        this.published = moment.seq
        this.#chain = moment.entries.at(-1)?.chain ?? null
      }
      // A page that was not full was the last: whatever was committed since the read wakes again.
      if (entries.length >= PAGE) this.#again = true
    }
  }
}
