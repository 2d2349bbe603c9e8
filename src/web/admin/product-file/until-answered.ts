import type { Answer } from '../../live/api.ts'
import { pauseOrOnline } from '../../live/reachable.ts'

type While = {
  /** Aborted: nobody waits for the answer any more. */
  readonly signal: AbortSignal
  /** No answer came; it will be asked again. */
  readonly unreached: () => void
}

/** What says nothing about the request itself: no connection, or a shop that is away or starts anew. */
const isAway = (status: number): boolean => status === 0 || (status >= 502 && status <= 504)

/** Sends the same again until the shop answers: for requests that it does once, however often they come. */
export async function untilAnswered<T>(send: () => Promise<Answer<T>>, { signal, unreached }: While): Promise<Answer<T>> {
  for (let pause = 500; ; pause = Math.min(pause * 2, 10_000)) {
    const answer = await send()
    if (answer.ok || !isAway(answer.problem.status) || signal.aborted) return answer
    unreached()
    await pauseOrOnline(pause, signal)
    if (signal.aborted) return answer
  }
}
