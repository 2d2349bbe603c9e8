import { type Moment, toMoments } from './entry.ts'
import type { Log } from './log.ts'

/**
 * Follows the log and hands each moment to `publish` once, in order. One per node.
 * `published` is this node's present: everything at or below it has been handed out here.
 */
export class Tail {
  published: number
  readonly #log: Log
  readonly #publish: (moment: Moment) => void
  #running: Promise<void> | undefined
  #again = false

  constructor(log: Log, publish: (moment: Moment) => void, startAt: number) {
    this.#log = log
    this.#publish = publish
    this.published = startAt
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
      const moments = toMoments(await this.#log.after(this.published, 500))
      for (const moment of moments) {
        this.#publish(moment)
        this.published = moment.seq
      }
      if (moments.length > 0) this.#again = true
    }
  }
}
