import type { Ready } from '../../contract/shop.ts'
import { seatBase } from './api.ts'

/** What has not answered by then is asked anew. Milliseconds. */
const PATIENCE = 10_000

const FOR_EVER = new AbortController().signal

/** Waits about so long, each client for a time of its own; not longer when the network comes back or nobody waits any more. Milliseconds. */
export const pauseOrOnline = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms * (0.5 + Math.random()))
    window.addEventListener('online', end)
    signal.addEventListener('abort', end)
  })

/**
 * Whether a page that is asked for now would come. Pages need the database: a node whose feed stalls serves them for as long as that lasts,
 * while one that is not ready though all is well is about to end.
 */
const serves = ({ status, checks }: Ready): boolean => status === 'ready' || (checks.database === 'ok' && checks.feed !== 'ok')

async function isReachable(): Promise<boolean> {
  try {
    const response = await fetch(`${seatBase()}/api/health/ready`, { signal: AbortSignal.timeout(PATIENCE) })
    return serves((await response.json()) as Ready)
  } catch {
    // No connection, or something between us and the shop answers for it.
    return false
  }
}

/** Resolves when the shop serves pages, or `signal` ends the wait: a loader asked before that would show its error page. Never rejects. */
export async function untilReachable(signal = FOR_EVER): Promise<void> {
  for (let pause = 500; !signal.aborted && !(await isReachable()); pause = Math.min(pause * 2, 10_000)) await pauseOrOnline(pause, signal)
}
