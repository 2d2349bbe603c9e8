const STEP = 0.1
const MOST = 60_000

/** Times in steps of 0.1 ms up to a minute. */
export class Latency {
  #buckets = new Uint32Array(MOST / STEP + 1)
  count = 0

  /** @param {number} ms */
  add(ms) {
    const bucket = Math.max(0, Math.min(MOST / STEP, Math.round(ms / STEP)))
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1
    this.count++
  }

  /** @param {number} q */
  quantile(q) {
    let left = this.count * q
    for (const [bucket, count] of this.#buckets.entries()) {
      left -= count
      if (count > 0 && left <= 0) return bucket * STEP
    }
    return Number.NaN
  }
}
