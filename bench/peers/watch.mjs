import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const RESOLUTION = 2
const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
delay.enable()

/**
 * How this process is: the longest time since it was asked last, in milliseconds, that its event loop kept a timer waiting,
 * and its memory in bytes, after a garbage collection if wished.
 */
export function look({ collect = false } = {}) {
  if (collect) collectGarbage()
  const longest = Math.max(0, delay.max / 1e6 - RESOLUTION)
  delay.reset()
  return { delay: longest, rss: process.memoryUsage.rss() }
}

function collectGarbage() {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  for (let i = 0; i < 3; i++) collect()
}
