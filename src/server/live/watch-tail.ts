const LOOK_EVERY = 500
/** Over before the fourth look, so that nobody waits for a fifth. */
const PATIENCE = 1900

type Watched = {
  /** The newest moment of the log. Rejects when the log cannot be read. */
  head(): Promise<number>
  /** The newest moment that this node handed out. */
  published(): number
  /** Told once when the tail stands still, with how long it has, and once when it moves again (null). */
  onChange(stalledFor: number | null): void
}

export type TailWatch = {
  /** Milliseconds since this node is known to be behind; null: it keeps up. */
  stalledFor(): number | null
  close(): void
}

/** Notices within 3 s that there are news which this node does not hand out, or that it can no longer tell. */
export function watchTail({ head, published, onChange }: Watched): TailWatch {
  let behind: { since: number; target: number } | undefined
  let stalled = false
  let looking = false

  const judge = () => {
    const now = behind !== undefined && performance.now() - behind.since > PATIENCE
    if (now === stalled) return
    stalled = now
    onChange(stalledFor())
  }
  const stalledFor = () => (stalled && behind !== undefined ? Math.round(performance.now() - behind.since) : null)
  const look = async () => {
    looking = true
    try {
      const target = await head()
      // Being behind a moving head is not standing still: what counts is the first head that was not reached.
      if (published() >= Math.min(target, behind?.target ?? target)) behind = undefined
      if (published() < target) behind ??= { since: performance.now(), target }
    } catch {
      behind ??= { since: performance.now(), target: published() + 1 }
    } finally {
      looking = false
    }
  }
  const timer = setInterval(() => {
    // No answer yet is as bad as a bad one.
    if (looking) behind ??= { since: performance.now(), target: published() + 1 }
    else void look().then(judge)
    judge()
  }, LOOK_EVERY)
  return { stalledFor, close: () => clearInterval(timer) }
}
