import { Connection } from './connection.mjs'
import { Latency } from './latency.mjs'
import { Readings } from './readings.mjs'

/**
 * Thousands of clients in one process, told by messages what to do.
 * @typedef {{ host: string, port: number, protocol: import('./connection.mjs').Protocol, epoch?: string, auths?: string[] }} Target
 * @typedef {{ n: number, chain: string }} Mark
 */

const now = () => performance.timeOrigin + performance.now()
/** One of this machine's own for each: a shop limits by address. @param {number} i */
const addressOf = (i) => `127.${64 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}`

export class Swarm {
  /** @type {Target} */
  target = { host: '127.0.0.1', port: 0, protocol: 'ws' }
  readings = new Readings()
  /** Entries that did not follow the one before. */
  gaps = 0
  frames = 0
  changes = 0
  closes = 0
  /** @type {Record<string, number>} */
  errors = {}
  /** @type {Connection[]} */
  #all = []
  #ready = 0
  #next = 0
  #latency = new Latency()
  /** What every client must have heard, and how many have. */
  #goal = Number.POSITIVE_INFINITY
  #reached = 0
  /** @type {number[]} */
  #reachedAt = []
  /** Whoever waits for all to be ready, or to have reached the goal. */
  #told = () => {}
  #last = 0
  /** @type {Map<unknown, number[]> | undefined} */
  #kept = undefined
  #noticed = { count: 0, last: 0 }

  /** @param {{ target: Target, count: number, atOnce: number, from: Mark, first: number }} order */
  open({ target, count, atOnce, from, first }) {
    this.target = target
    this.#all = Array.from({ length: count }, (_, i) => Object.assign(new Connection(this, i, addressOf(first + i)), from))
    return this.#dial(atOnce, () => this.#ready === count)
  }

  /** All at once come back, each from where it stands, and wait until they have heard `changes` more. @param {{ atOnce: number, changes: number }} order */
  async again({ atOnce, changes }) {
    this.expect({ changes })
    const began = now()
    await this.#dial(atOnce, () => this.#reached === this.#all.length)
    const times = this.#reachedAt.map((at) => at - began).sort((a, b) => a - b)
    const at = (/** @type {number} */ q) => times[Math.min(times.length - 1, Math.floor(times.length * q))]
    return { p50: at(0.5), p99: at(0.99), last: at(1) }
  }

  /** @param {number} atOnce @param {() => boolean} enough */
  #dial(atOnce, enough) {
    this.#ready = 0
    this.#next = 0
    return new Promise((resolve) => {
      this.#told = () => {
        if (enough()) resolve({ errors: this.errors })
      }
      for (let i = 0; i < atOnce; i++) this.#dialNext()
    })
  }

  #dialNext() {
    const connection = this.#all[this.#next]
    if (connection === undefined) return
    this.#next++
    connection.open()
  }

  isReady() {
    this.#ready++
    this.#dialNext()
    this.#told()
  }

  /**
   * From now on until `changes` more are heard by everybody. `awake`: until then this process does not sleep. A server on the same machine
   * would otherwise be charged with waking it, which over a network no server does.
   * @param {{ changes: number, clients?: number, keep?: boolean, awake?: boolean }} order
   */
  expect({ changes, clients, keep = false, awake = false }) {
    this.#goal = Math.min(...this.#all.map(({ count }) => count)) + changes
    this.#reached = 0
    this.#reachedAt = []
    this.#kept = keep ? new Map() : undefined
    this.wanted = clients ?? this.#all.length
    if (awake) this.#stayAwake()
    return {}
  }

  #stayAwake() {
    if (this.#reached < (this.wanted ?? 0)) setImmediate(() => this.#stayAwake())
  }

  reached() {
    return new Promise((resolve) => {
      this.#told = () => {
        if (this.#reached >= (this.wanted ?? 0)) resolve({ at: this.#last })
      }
      this.#told()
    })
  }

  /** @param {Connection} connection @param {import('./readings.mjs').Reading} reading */
  heard(connection, reading) {
    const at = now()
    this.frames++
    this.changes += reading.count
    for (const stamp of reading.stamps) if (!Number.isNaN(stamp)) this.#latency.add(at - stamp)
    if (this.#kept !== undefined) for (const key of reading.keys) this.#keep(key, at)
    if (connection.count < this.#goal || connection.count - reading.count >= this.#goal) return
    this.#reached++
    this.#reachedAt.push(at)
    this.#last = at
    if (this.#reached >= (this.wanted ?? 0)) this.#told()
  }

  /** @param {unknown} key @param {number} at */
  #keep(key, at) {
    const times = this.#kept?.get(key)
    if (times === undefined) this.#kept?.set(key, [at])
    else times.push(at)
  }

  /** When each change, by its key, was heard. */
  kept() {
    return [...(this.#kept ?? [])]
  }

  /** What was counted since the last time it was asked. */
  report() {
    const { user, system } = process.cpuUsage()
    const latency = this.#latency
    const report = {
      cpu: (user + system) / 1000,
      frames: this.frames,
      changes: this.changes,
      gaps: this.gaps,
      closes: this.closes,
      errors: this.errors,
      p50: latency.quantile(0.5),
      p99: latency.quantile(0.99),
      max: latency.quantile(1),
      least: Math.min(...this.#all.map(({ count }) => count)),
      noticed: this.#noticed,
      closedAt: this.#closedAt,
    }
    this.frames = this.changes = this.gaps = this.closes = 0
    this.errors = {}
    this.#latency = new Latency()
    return report
  }

  /** The first `count` stop reading. @param {{ count: number }} order */
  stall({ count }) {
    for (const { socket } of this.#all.slice(0, count)) socket?.pause()
    return {}
  }

  /** @param {{ count: number }} order */
  resume({ count }) {
    for (const { socket } of this.#all.slice(0, count)) socket?.resume()
    return {}
  }

  kill() {
    for (const connection of this.#all) connection.close()
    return {}
  }

  /** @param {string} what */
  failed(what) {
    this.errors[what] = (this.errors[what] ?? 0) + 1
  }

  /** @type {[index: number, at: number][]} */
  #closedAt = []
  /** The server let go of it. @param {Connection} connection */
  closed(connection) {
    if (connection.socket === undefined) return
    this.closes++
    this.#closedAt.push([connection.index, now()])
  }

  /** It was told that its node stands still. @param {Connection} _connection */
  noticed(_connection) {
    this.#noticed = { count: this.#noticed.count + 1, last: now() }
  }
}

const swarm = new Swarm()
process.on('message', async (/** @type {{ id: number, call: 'open', order: never }} */ { id, call, order }) => {
  process.send?.({ id, answer: await swarm[call](order) })
})
process.once('disconnect', () => process.exit(0))
