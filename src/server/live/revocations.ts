import type { Revocation } from '../db/append.sql.ts'

/** Who is cut off by a revocation: a session, or everything of an account. */
export type Holder = { readonly accountId: string; readonly session: string }

export const concerns = (revocation: Revocation, holder: Holder): boolean =>
  revocation.account === holder.accountId && (revocation.session === undefined || revocation.session === holder.session)

const KEPT = 1000

/**
 * The newest revocations. A socket whose session was read just before a revocation, but which registers just after it,
 * would slip through: it asks here what happened in between.
 */
export class Revocations {
  readonly #newest: { seq: number; revocation: Revocation }[] = []
  #forgotten = 0

  note(seq: number, revocation: Revocation): void {
    this.#newest.push({ seq, revocation })
    if (this.#newest.length > KEPT) this.#forgotten = this.#newest.shift()?.seq ?? this.#forgotten
  }

  /** True when the holder lost its right after moment `seq`, or when that is no longer known. */
  sawSince(seq: number, holder: Holder): boolean {
    return seq < this.#forgotten || this.#newest.some((noted) => noted.seq > seq && concerns(noted.revocation, holder))
  }
}
