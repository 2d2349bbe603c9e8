import { untilReachable } from './reachable.ts'

/**
 * True while every loader is asked again on purpose (sign-in, sign-out, reset). At any other time the root loader rests:
 * what it told is kept fresh by the feed. A module value because `shouldRevalidate` is called outside React.
 */
export const renewal = { running: false }

/** Asks every loader again, the root's too, as soon as the shop can be reached. `signal`: nobody waits for it any more. */
export async function loadAll(revalidate: () => Promise<void>, signal?: AbortSignal): Promise<void> {
  await untilReachable(signal)
  if (signal?.aborted === true) return
  renewal.running = true
  try {
    await revalidate()
  } finally {
    renewal.running = false
  }
}
