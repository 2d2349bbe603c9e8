/**
 * Keeps a sender to so much a second, after so much at once.
 * @returns `spend` what is sent now; `wait`: milliseconds until it may send again, whole ones; 0: now
 */
export function paced({ perSecond, atOnce }: { perSecond: number; atOnce: number }): { spend(amount: number): void; wait(): number } {
  const ahead = (atOnce / perSecond) * 1000
  /** When all that was spent is earned. */
  let earned = 0
  return {
    spend(amount) {
      earned = Math.max(earned, performance.now()) + (amount / perSecond) * 1000
    },
    wait: () => Math.max(0, Math.ceil(earned - performance.now() - ahead)),
  }
}
