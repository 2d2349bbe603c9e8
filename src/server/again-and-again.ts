import type { Deps } from './deps.ts'

type Chore = {
  /** Milliseconds between two looks. */
  readonly every: number
  /** Does a part of it. False: nothing is left to do for now. */
  readonly some: () => Promise<boolean>
  /** What is written into the log when it fails; the next look tries again. */
  readonly failed: string
}

/** Looks now and then whether there is something to do, and does it to the end, one part after the other. */
export function againAndAgain({ log }: Pick<Deps, 'log'>, { every, some, failed }: Chore): { close(): Promise<void> } {
  let closed = false
  let running: Promise<void> | undefined
  const run = async () => {
    try {
      while (!closed && (await some()));
    } catch (error) {
      log.warn({ err: error }, failed)
    }
    running = undefined
  }
  const timer = setInterval(() => {
    running ??= run()
  }, every)
  timer.unref()
  return {
    close: async () => {
      closed = true
      clearInterval(timer)
      await running
    },
  }
}
