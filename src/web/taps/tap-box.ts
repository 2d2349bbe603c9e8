import { EMPTY, nextQueue, type Queue, type QueueEvent, type Tap } from './queue.ts'

/** What is used of `localStorage`. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

type Listener = () => void

/**
 * One person's queue, kept where it outlives the tab, one entry a tap: tabs that tap at the same moment overwrite nothing of
 * each other's. What is on the shelf is the truth; a shelf that takes nothing leaves a queue that lasts as long as the page.
 */
export class TapBox {
  #queue: Queue = EMPTY
  readonly #listeners = new Set<Listener>()

  readonly #place: string
  /** null: nothing can be kept here, and this page alone knows. */
  #shelf: Shelf | null

  /** @param place what the names of its entries begin with */
  constructor(place: string, shelf: Shelf | null) {
    this.#place = place
    this.#shelf = shelf
    this.refresh()
  }

  get queue(): Queue {
    return this.#queue
  }

  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  on(event: QueueEvent): void {
    const before = this.#read()
    const after = nextQueue({ ...this.#queue, taps: before }, event)
    this.#write(before, after.taps)
    this.#show(after)
  }

  /** Another tab has changed what is on the shelf. */
  refresh(): void {
    this.#show({ ...this.#queue, taps: this.#read() })
  }

  #show(queue: Queue): void {
    if (queue.road === this.#queue.road && JSON.stringify(queue.taps) === JSON.stringify(this.#queue.taps)) return
    this.#queue = queue
    for (const listener of this.#listeners) listener()
  }

  #read(): readonly Tap[] {
    if (this.#shelf === null) return this.#queue.taps
    try {
      return readTaps(this.#shelf, this.#place)
    } catch {
      this.#shelf = null
      return this.#queue.taps
    }
  }

  #write(before: readonly Tap[], after: readonly Tap[]): void {
    const kept = new Set(after.map(({ key }) => key))
    try {
      for (const tap of after) if (!before.includes(tap)) this.#shelf?.setItem(`${this.#place}${tap.key}`, JSON.stringify(tap))
      for (const { key } of before) if (!kept.has(key)) this.#shelf?.removeItem(`${this.#place}${key}`)
    } catch {
      // Full, or forbidden.
      this.#shelf = null
    }
  }
}

const readTaps = (shelf: Shelf, place: string): readonly Tap[] =>
  namesBelow(shelf, place)
    .flatMap((name) => (JSON.parse(shelf.getItem(name) ?? 'null') as Tap | null) ?? [])
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))

const namesBelow = (shelf: Shelf, place: string): string[] =>
  Array.from({ length: shelf.length }, (_, index) => shelf.key(index) ?? '').filter((name) => name.startsWith(place))

/** Forgets every tap below `place`. */
export function wipe(shelf: Shelf, place: string): void {
  for (const name of namesBelow(shelf, place)) shelf.removeItem(name)
}

export const countBelow = (shelf: Shelf, place: string): number => namesBelow(shelf, place).length
