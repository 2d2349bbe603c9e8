import type { Claim, Log, Place } from './log.ts'
import type { Ring } from './ring.ts'

type Waiting = { claim: Claim; resolve: (place: Place) => void; reject: (error: unknown) => void }

/**
 * Places readers that come with a cursor: from the ring where it can tell, else from the log, with one query for all who
 * wait. After a restart everybody comes at once.
 */
export class Gate {
  readonly #log: Pick<Log, 'locate'>
  readonly #memory: () => { ring: Ring; epoch: string }
  #waiting: Waiting[] = []
  #asking = false

  constructor(log: Pick<Log, 'locate'>, memory: () => { ring: Ring; epoch: string }) {
    this.#log = log
    this.#memory = memory
  }

  /** Rejects when the log cannot be read. */
  place(claim: Claim): Promise<Place> {
    const { ring, epoch } = this.#memory()
    const known = claim.cursor.epoch === epoch ? ring.locate(claim.cursor, claim.audiences) : undefined
    if (known !== undefined) return Promise.resolve(known)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ claim, resolve, reject })
      void this.#ask()
    })
  }

  async #ask(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, 1000)
      try {
        const places = await this.#log.locate(batch.map(({ claim }) => claim))
        batch.forEach(({ resolve, reject }, i) => {
          const place = places[i]
          if (place === undefined) reject(new Error('feed: the log left a reader without a place'))
          else resolve(place)
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#asking = false
  }
}
