import { pruneCarts } from './cart/prune-carts.ts'
import { pruneSome } from './db/prune.sql.ts'
import type { Deps } from './deps.ts'

const EVERY = 60 * 60 * 1000

/** Once an hour, what is over is swept out. Several nodes may do it at once. */
export function startPruning({ db, log }: Pick<Deps, 'db' | 'log'>): { close(): Promise<void> } {
  let closed = false
  let sweeping: Promise<void> = Promise.resolve()
  const sweep = async () => {
    try {
      while (!closed && (await pruneSome(db)) > 0);
      while (!closed && (await pruneCarts(db)) > 0);
    } catch (error) {
      log.warn({ err: error }, 'what is over could not be swept out')
    }
  }
  const timer = setInterval(() => {
    sweeping = sweeping.then(sweep)
  }, EVERY)
  timer.unref()
  return {
    close: async () => {
      closed = true
      clearInterval(timer)
      await sweeping
    },
  }
}
