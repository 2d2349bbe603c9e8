/**
 * What one frame says. `count` changes, the last of them at `last` in the audience; when each was said, in milliseconds since
 * 1970 (NaN: it does not tell).
 * @typedef {{ count: number, first: number, n: number, chain: string, live: boolean, stamps: Float64Array, keys: unknown[], offset: string }} Reading
 */

/** Enough of a frame to tell it from every other one of its length: a batch begins with its first entry's digest chain. */
export const HEAD = 96

const KEPT = 4096

/**
 * Everybody is sent the same frames, so each is read once and known by its length and its beginning for all others. What is
 * measured are the servers; the reading of a frame would otherwise cost more than its sending.
 */
export class Readings {
  /** @type {Map<string, Reading>} */
  #known = new Map()

  /** The one that was found last: nearly always everybody's next. */
  #length = -1
  #head = Buffer.alloc(HEAD)
  /** @type {Reading | undefined} */
  #last = undefined

  /** Of a frame of `length` bytes that begins in `bytes`. @param {number} length @param {Buffer} bytes @param {number} at */
  find(length, bytes, at) {
    const end = at + Math.min(HEAD, length)
    if (length === this.#length && bytes.compare(this.#head, 0, end - at, at, end) === 0) return this.#last
    const reading = this.#known.get(`${length} ${bytes.latin1Slice(at, end)}`)
    if (reading !== undefined) {
      bytes.copy(this.#head, 0, at, end)
      this.#length = length
      this.#last = reading
    }
    return reading
  }

  /** @param {string} text latin1 @param {(text: string) => Reading} read */
  learn(text, read) {
    if (this.#known.size > KEPT) this.#known.clear()
    const reading = read(Buffer.from(text, 'latin1').toString())
    this.#known.set(`${text.length} ${text.slice(0, HEAD)}`, reading)
    return reading
  }
}

/** @type {Reading} */
export const NOTHING = { count: 0, first: 0, n: 0, chain: '', live: false, stamps: new Float64Array(0), keys: [], offset: '' }

/** @param {readonly { t?: number, key?: number }[]} changes @returns {Reading} */
const plain = (changes) => ({
  ...NOTHING,
  count: changes.length,
  stamps: Float64Array.from(changes, ({ t }) => t ?? Number.NaN),
  keys: changes.map(({ key }) => key),
})

/** A change as it is, by TCP and `ws`. @param {string} text */
export const readChange = (text) => plain([JSON.parse(text)])

/** An event of Socket.IO: `42["change", change, offset?]`; Feathers says `42["changes created", change]`. @param {string} text */
export function readEvent(text) {
  const [event, payload, offset] = JSON.parse(text.slice(2))
  if (event === 'feed') return readBatch(payload)
  const change = payload?.data ?? payload
  return { ...plain([change]), offset: typeof offset === 'string' ? offset : '' }
}

/** @param {{ live: boolean, entries: [string, number, string, { data?: object } | null][], marks?: [string, number, string][] }} batch */
function readBatch({ live, entries, marks }) {
  const [, n = 0, chain = ''] = marks?.[0] ?? entries.at(-1) ?? []
  const reading = plain(entries.map(([, , , change]) => change?.data ?? {}))
  return { ...reading, first: marks === undefined ? (entries[0]?.[1] ?? 0) : 0, n, chain, live }
}
