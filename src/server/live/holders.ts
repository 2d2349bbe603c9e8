import { audiencesOf, type Viewer } from '../accounts/viewer.ts'
import type { Revocation } from '../db/append.sql.ts'
import { steadyNow } from '../steady-clock.ts'

/** What a change of authority does to a connection. Both work at once: nothing later may slip out after them. */
export type Held = {
  /** Closes it for good. */
  end(): void
  /** The same person hears other audiences from now on. */
  become(viewer: Viewer): void
}

export type Hold = {
  /** As read last. */
  readonly viewer: Viewer | null
  /**
   * Takes what was read anew: a longer session, other rights.
   * @param since {@link Holders.count} before that reading
   * @returns false: a revocation came in between, and the connection was ended
   */
  renew(viewer: Viewer, since: number): boolean
  release(): void
}

type Holder = { viewer: Viewer | null; readonly connection: Held; asked: boolean }

const KEPT = 1000
const LONGEST_TIMER = 2 ** 31 - 1
/** So long before its time is over a session is read again: it may have been used meanwhile. Milliseconds. */
const LEAD = 500

const concerns = (revocation: Revocation, { accountId, session }: Viewer): boolean =>
  revocation.account === accountId && (revocation.session === undefined || revocation.session === session)

/**
 * Every open connection of this node that is handed news, with who stands behind it. Ends those that lose their right, by a
 * revocation in the feed or because the session's time is over, and moves those whose rights change.
 */
export class Holders {
  readonly #open = new Set<Holder>()
  readonly #newest: Revocation[] = []
  readonly #readAgain: (session: string) => Promise<Viewer | null>
  readonly #now: () => number
  #count = 0
  #timer: NodeJS.Timeout | undefined
  /** When the timer rings, and when the first session of all is over. */
  #wakeAt = Number.POSITIVE_INFINITY
  #firstOver = Number.POSITIVE_INFINITY

  /**
   * @param readAgain a session as the database has it now, which is no visit; null: it is over
   * @param now by the clock that tells when a session is over
   */
  constructor(readAgain: (session: string) => Promise<Viewer | null>, now = steadyNow) {
    this.#readAgain = readAgain
    this.#now = now
  }

  get size(): number {
    return this.#open.size
  }

  *viewers(): Generator<Viewer | null> {
    for (const { viewer } of this.#open) yield viewer
  }

  /** How many changes of authority this node has seen. Ask before a session is read. */
  get count(): number {
    return this.#count
  }

  /**
   * Registers a connection.
   * @param since {@link Holders.count} before the session was read: a revocation since then counts
   * @returns null when the right is gone already
   */
  hold(viewer: Viewer | null, since: number, connection: Held): Hold | null {
    if (viewer !== null && this.#revokedSince(since, viewer)) return null
    const holder: Holder = { viewer, connection, asked: false }
    this.#open.add(holder)
    this.#lookAfter(holder)
    return {
      get viewer() {
        return holder.viewer
      },
      renew: (fresh, from) => this.#renew(holder, fresh, from),
      release: () => void this.#open.delete(holder),
    }
  }

  /** Synchronous: whoever is concerned is gone, or moved, before anything later is handed out. */
  revoke(revocation: Revocation): void {
    this.#count++
    this.#newest.push(revocation)
    if (this.#newest.length > KEPT) this.#newest.shift()
    for (const holder of this.#open) {
      if (holder.viewer === null || !concerns(revocation, holder.viewer)) continue
      if (revocation.rights === undefined) this.#end(holder)
      else become(holder, { ...holder.viewer, rights: revocation.rights })
    }
  }

  /** Ends those whose time is over. Costs nothing while nobody's is. */
  endOverdue(): void {
    if (this.#now() >= this.#firstOver) this.#sweep()
  }

  /** Whatever was read until now counts no more. */
  endAll(): void {
    this.#count += KEPT + 1
    this.#newest.length = 0
    for (const holder of this.#open) this.#end(holder)
  }

  close(): void {
    this.endAll()
    clearTimeout(this.#timer)
  }

  #end(holder: Holder): void {
    if (this.#open.delete(holder)) holder.connection.end()
  }

  #renew(holder: Holder, fresh: Viewer, since: number): boolean {
    if (!this.#open.has(holder)) return false
    if (this.#revokedSince(since, fresh)) {
      this.#end(holder)
      return false
    }
    holder.asked = false
    become(holder, fresh)
    this.#lookAfter(holder)
    return true
  }

  #revokedSince(since: number, viewer: Viewer): boolean {
    const missed = this.#count - since
    // What is no longer known may have been about this one.
    if (missed > this.#newest.length) return true
    return missed > 0 && this.#newest.slice(-missed).some((revocation) => concerns(revocation, viewer))
  }

  #lookAfter({ viewer, asked }: Holder): void {
    if (viewer === null) return
    const over = viewer.expiresAt.getTime()
    this.#firstOver = Math.min(this.#firstOver, over)
    const wakeAt = asked ? over : over - LEAD
    if (wakeAt >= this.#wakeAt) return
    this.#wakeAt = wakeAt
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#sweep(), Math.min(LONGEST_TIMER, Math.max(0, wakeAt - this.#now())))
  }

  #sweep(): void {
    const now = this.#now()
    clearTimeout(this.#timer)
    this.#wakeAt = Number.POSITIVE_INFINITY
    this.#firstOver = Number.POSITIVE_INFINITY
    for (const holder of this.#open) {
      const over = holder.viewer?.expiresAt.getTime() ?? Number.POSITIVE_INFINITY
      if (over <= now) {
        this.#end(holder)
        continue
      }
      if (over - LEAD <= now && !holder.asked) void this.#ask(holder)
      this.#lookAfter(holder)
    }
  }

  async #ask(holder: Holder): Promise<void> {
    const { viewer } = holder
    if (viewer === null) return
    holder.asked = true
    const since = this.#count
    // Who cannot be read is ended when the time is over.
    const fresh = await this.#readAgain(viewer.session).catch(() => viewer)
    if (fresh === null) this.#end(holder)
    else if (fresh.expiresAt > viewer.expiresAt && holder.viewer?.session === viewer.session) this.#renew(holder, fresh, since)
  }
}

function become(holder: Holder, viewer: Viewer): void {
  const before = holder.viewer === null ? [] : audiencesOf(holder.viewer)
  holder.viewer = viewer
  if (audiencesOf(viewer).join() !== before.join()) holder.connection.become(viewer)
}
