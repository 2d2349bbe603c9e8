import { type Batch, parseBatch } from '../batch.ts'
import { type Applied, apply, beginAt, type Change, cursorOf, type Fold, type Held, type Known, learn } from './fold.ts'
import { firstLink, type Link, type LinkEvent, nextLink } from './link.ts'

type Listener = () => void

/**
 * The state of one screen. Knows nothing of sockets: whoever holds the connection tells it what happened
 * (`on`, `receive`) and asks it where to resume (`cursor`). What arrives during a replay is shown when the replay is
 * complete, all at once.
 */
export class LiveStore {
  #fold: Fold
  #link: Link
  #incoming: Batch[] = []
  #resets = 0
  readonly #listeners = new Set<Listener>()
  readonly #watchers = new Set<(changes: readonly Change[]) => void>()

  constructor(cursor: string, now: number) {
    this.#fold = beginAt(cursor)
    this.#link = firstLink(now)
  }

  get link(): Link {
    return this.#link
  }

  /** Where to resume from: everything up to here is on screen. */
  get cursor(): string {
    return cursorOf(this.#fold)
  }

  /** How often this screen had to start again from a snapshot. */
  get resets(): number {
    return this.#resets
  }

  get entities(): ReadonlyMap<string, Held> {
    return this.#fold.entities
  }

  get = (entity: string): Held | undefined => this.#fold.entities.get(entity)

  /** Called after every change of link or entities. Returns how to stop. */
  subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Called with the news of each batch, after they are on screen. */
  watch(watcher: (changes: readonly Change[]) => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  on(event: LinkEvent): void {
    // What came of a broken replay comes again.
    if (event.on === 'lost' || event.on === 'opened') this.#incoming = []
    const link = nextLink(this.#link, event)
    if (link === this.#link) return
    this.#link = link
    this.#tell()
  }

  /** The line is somebody else's, who says how it stands. */
  follow(link: Link): void {
    if (link === this.#link) return
    this.#link = link
    this.#tell()
  }

  /** Adds what a loader knows (see {@link learn}). */
  learn(known: readonly Known[]): void {
    const fold = learn(this.#fold, known)
    if (fold === this.#fold) return
    this.#fold = fold
    this.#tell()
  }

  /** Takes one batch off the wire. `reset`: something was missed or unreadable; start again from a snapshot. */
  receive(payload: unknown): 'ok' | 'reset' {
    const batch = parseBatch(payload)
    if (batch === null) return 'reset'
    this.#incoming.push(batch)
    if (!batch.live) return 'ok'
    const applied = applyAll(this.#fold, this.#incoming)
    this.#incoming = []
    if ('reset' in applied) return 'reset'
    this.#fold = applied.fold
    const link = nextLink(this.#link, { on: 'current' })
    if (link === this.#link && applied.changes.length === 0) return 'ok'
    this.#link = link
    this.#tell()
    if (applied.changes.length > 0) for (const watcher of this.#watchers) watcher(applied.changes)
    return 'ok'
  }

  /**
   * Starts again from a snapshot: after a reset, or under another identity. Nothing of what was held before stays.
   */
  restart(cursor: string, known: readonly Known[], { reset }: { reset: boolean }): void {
    this.#fold = learn(beginAt(cursor), known)
    this.#incoming = []
    if (reset) this.#resets++
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

function applyAll(fold: Fold, batches: readonly Batch[]): Applied {
  const changes: Change[] = []
  for (const batch of batches) {
    const applied = apply(fold, batch)
    if ('reset' in applied) return applied
    fold = applied.fold
    changes.push(...applied.changes)
  }
  return { fold, changes }
}
