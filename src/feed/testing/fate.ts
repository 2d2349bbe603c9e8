/** mulberry32: the same seed gives the same rolls, each from 0 to below 1. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Settled promises run on for so many turns before the next thing may happen. Deeper chains only run on later: a seed still replays exactly. */
const TURNS = 24

/** Everything that waits stands in one line; the dice decide what goes next. Nothing runs by itself. */
export class Fate {
  readonly roll: () => number
  readonly #waiting: (() => void)[] = []
  #time = 0

  constructor(seed: number) {
    this.roll = dice(seed)
  }

  chance(probability: number): boolean {
    return this.roll() < probability
  }

  below(count: number): number {
    return Math.floor(this.roll() * count)
  }

  /** @throws when there is nothing to pick from */
  pick<T>(items: readonly T[]): T {
    const picked = items[this.below(items.length)]
    if (picked === undefined) throw new Error('fate: nothing to pick from')
    return picked
  }

  /** Milliseconds. Moves on with every look, now and then by much. */
  now = (): number => {
    this.#time += this.chance(0.05) ? 20 : 1
    return this.#time
  }

  wait = (): Promise<void> => new Promise((resolve) => this.#waiting.push(resolve))
  soon = (run: () => void): void => void this.#waiting.push(run)

  later = (_: number, run: () => void): (() => void) => {
    let wanted = true
    this.soon(() => {
      if (wanted) run()
    })
    return () => {
      wanted = false
    }
  }

  /** Lets one waiting thing happen. False: nothing waits. */
  async step(): Promise<boolean> {
    const [next] = this.#waiting.splice(this.below(this.#waiting.length), 1)
    next?.()
    for (let turn = 0; turn < TURNS; turn++) await undefined
    return next !== undefined
  }

  /** Until nothing waits any more. False: after `most` steps something still did. */
  async settle(most: number): Promise<boolean> {
    for (let steps = 0; steps < most; steps++) if (!(await this.step())) return true
    return false
  }
}
