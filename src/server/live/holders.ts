import type { Viewer } from '../accounts/viewer.ts'
import type { Revocation } from '../db/append.sql.ts'

type Holder = { readonly viewer: Viewer | null; readonly end: () => void }

const KEPT = 1000
const LONGEST_TIMER = 2 ** 31 - 1

const concerns = (revocation: Revocation, { accountId, session }: Viewer): boolean =>
  revocation.account === accountId && (revocation.session === undefined || revocation.session === session)

/**
 * Every open connection of this node that is handed news, with who stands behind it. Ends those that lose their right: by a
 * revocation in the feed, or because the session's time is over.
 */
export class Holders {
  readonly #open = new Set<Holder>()
  readonly #newest: { seq: number; revocation: Revocation }[] = []
  #forgotten = 0

  get size(): number {
    return this.#open.size
  }

  /**
   * Registers a connection; `end` must close it for good, at once.
   * @param checkedAt the moment that was published here before the session was read: a revocation since then counts
   * @returns how to let go, or null when the right is gone already
   */
  hold(viewer: Viewer | null, checkedAt: number, end: () => void): (() => void) | null {
    if (viewer !== null && this.#revokedSince(checkedAt, viewer)) return null
    const holder: Holder = { viewer, end }
    this.#open.add(holder)
    const expiry = viewer === null ? undefined : setTimeout(end, Math.min(LONGEST_TIMER, viewer.expiresAt.getTime() - Date.now()))
    return () => {
      clearTimeout(expiry)
      this.#open.delete(holder)
    }
  }

  /** Synchronous: whoever is concerned is gone before anything later is handed out. */
  revoke(seq: number, revocation: Revocation): void {
    this.#newest.push({ seq, revocation })
    if (this.#newest.length > KEPT) this.#forgotten = this.#newest.shift()?.seq ?? this.#forgotten
    for (const { viewer, end } of this.#open) if (viewer !== null && concerns(revocation, viewer)) end()
  }

  endAll(): void {
    for (const { end } of this.#open) end()
  }

  #revokedSince(seq: number, viewer: Viewer): boolean {
    // What is no longer known may have been about this one.
    return seq < this.#forgotten || this.#newest.some((noted) => noted.seq > seq && concerns(noted.revocation, viewer))
  }
}
