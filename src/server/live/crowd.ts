/** How many connections each has open, by address or by session. */
export class Crowd {
  readonly #most: number
  readonly #open = new Map<string, number>()

  constructor(most: number) {
    this.#most = most
  }

  isFull(who: string): boolean {
    return (this.#open.get(who) ?? 0) >= this.#most
  }

  /** @returns how to leave, once; null when there is no room */
  enter(who: string): (() => void) | null {
    if (this.isFull(who)) return null
    this.#open.set(who, (this.#open.get(who) ?? 0) + 1)
    let leave = () => {
      const left = (this.#open.get(who) ?? 1) - 1
      if (left === 0) this.#open.delete(who)
      else this.#open.set(who, left)
      leave = () => undefined
    }
    return () => leave()
  }
}
