import type { Viewer } from './viewer.ts'

/** Milliseconds: so often at least a session in use is looked up, which counts as its use. */
const LONGEST = 60_000
const MOST = 10_000

type Known = { readonly viewer: Viewer; readonly until: number }

/** Who stood behind the tokens that were looked up last. */
export class Recall {
  readonly #known = new Map<string, Known>()

  get(token: string): Viewer | undefined {
    const found = this.#known.get(token)
    return found !== undefined && performance.now() < found.until ? found.viewer : undefined
  }

  /** @param left milliseconds until the session is over */
  keep(token: string, viewer: Viewer, left: number): Viewer {
    this.#known.delete(token)
    this.#known.set(token, { viewer, until: performance.now() + Math.min(left, LONGEST) })
    for (const oldest of this.#known.keys()) if (this.#known.size > MOST) this.#known.delete(oldest)
    return viewer
  }

  forget<T>(token: string, why: T): T {
    this.#known.delete(token)
    return why
  }
}
