import { toSend } from './queue.ts'
import type { TapBox } from './tap-box.ts'

const FIRST_PAUSE = 2000
const LONGEST_PAUSE = 20_000

const jitter = (ms: number): number => ms * (0.5 + Math.random())

export type TapSender = {
  /** Now, not after the next pause: there is a new tap, or the shop is in reach again. */
  hurry(): void
  close(): void
}

/** Sends what waits in the box, and tries again for ever, with growing pauses. `run` sends what it can. */
export function startSender(box: TapBox, run: () => Promise<void>): TapSender {
  let timer: ReturnType<typeof setTimeout> | undefined
  let pause = FIRST_PAUSE
  let state: 'resting' | 'sending' | 'closed' = 'resting'

  const go = async () => {
    clearTimeout(timer)
    if (state !== 'resting' || toSend(box.queue) === null) return
    state = 'sending'
    await run()
    // It may have been closed meanwhile.
    if ((state as string) === 'closed') return
    state = 'resting'
    if (toSend(box.queue) === null) {
      pause = FIRST_PAUSE
      return
    }
    // A tap that came at the last moment is no failure.
    if (box.queue.road === 'open') return void go()
    timer = setTimeout(() => void go(), jitter(pause))
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }
  const hurry = () => {
    pause = FIRST_PAUSE
    void go()
  }
  window.addEventListener('online', hurry)
  void go()
  return {
    hurry,
    close: () => {
      state = 'closed'
      clearTimeout(timer)
      window.removeEventListener('online', hurry)
    },
  }
}
