const start = Date.now() - performance.now()
let slept = 0

/**
 * Milliseconds on this machine's stopwatch. `performance.now()` stands still while most devices sleep, and the clock, which does not, can be
 * set: so what the clock is ahead is taken for sleep. Setting it forward makes a countdown end early, at worst; setting it back does nothing.
 */
export function stopwatch(): number {
  const ticked = performance.now()
  slept = Math.max(slept, Date.now() - start - ticked)
  return ticked + slept
}
