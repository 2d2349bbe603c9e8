import { readFileSync } from 'node:fs'

/** Loaded before a server: its calendar time is ahead by what the file of SKEW_FILE says. Timers and `performance` run on. */
const file = process.env.SKEW_FILE
const RealDate = Date
let skew = 0

const look = () => {
  try {
    skew = Number(readFileSync(String(file), 'utf8')) || 0
  } catch {
    // the run is over
  }
}
look()
setInterval(look, 100).unref()

class SkewedDate extends RealDate {
  /** @param {any[]} given */
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + skew)
    else super(.../** @type {[number]} */ (given))
  }

  /** @override */
  static now() {
    return RealDate.now() + skew
  }
}
globalThis.Date = /** @type {DateConstructor} */ (/** @type {unknown} */ (SkewedDate))
