/**
 * Runs at once when it has not run for so many milliseconds, else when they are over: asked for often, it serves many at a time.
 * @returns `ask` for another run; `close`: nothing runs any more
 */
export function spaced(run: () => void, milliseconds: number): { ask(): void; close(): void } {
  let next = 0
  let waiting: NodeJS.Timeout | undefined
  let closed = false
  const go = () => {
    waiting = undefined
    next = performance.now() + milliseconds
    run()
  }
  return {
    ask() {
      if (closed || waiting !== undefined) return
      const wait = next - performance.now()
      if (wait <= 0) go()
      else waiting = setTimeout(go, wait)
    },
    close() {
      closed = true
      clearTimeout(waiting)
      waiting = undefined
    },
  }
}
