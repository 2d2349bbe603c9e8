import { createHash } from 'node:crypto'

const EPOCH = '00000000-0000-4000-8000-000000000000'

/** One audience's log in memory, as fast as an array, for measuring what stands on it. Counts how often it is read. */
export class LogInMemory {
  epoch = EPOCH
  /** @type {import('../../src/feed/entry.ts').Entry[]} */
  entries = []
  reads = 0

  /** @param {string} body */
  append(body) {
    const seq = this.entries.length + 1
    const chain = createHash('sha256')
      .update(this.#chainAt(seq - 1))
      .update(body)
      .digest('hex')
      .slice(0, 16)
    this.entries.push({ seq, idx: 1, audience: 'public', n: seq, chain, body })
  }

  /** @param {number} seq */
  #chainAt(seq) {
    return this.entries[seq - 1]?.chain ?? ''
  }

  async head() {
    return { epoch: EPOCH, seq: this.entries.length, chain: this.#chainAt(this.entries.length) || null }
  }

  /** @param {number} seq @param {number} most */
  async after(seq, most) {
    return { epoch: EPOCH, head: this.entries.length, chain: this.#chainAt(seq) || null, entries: this.entries.slice(seq, seq + most) }
  }

  /** @param {number} upTo @param {number} most */
  async recent(upTo, most) {
    this.reads++
    return this.entries.slice(Math.max(0, upTo - most), upTo)
  }

  /** @param {readonly string[]} _audiences @param {number} seq @param {number} upTo */
  async page(_audiences, seq, upTo) {
    this.reads++
    return { entries: this.entries.slice(seq, upTo), upTo, compacted: null }
  }

  /** @param {readonly import('../../src/feed/log.ts').Claim[]} claims */
  async locate(claims) {
    this.reads++
    return claims.map(({ cursor }) => {
      const mark = cursor.marks.get('public') ?? { n: 0, chain: '' }
      return this.#chainAt(mark.n) === mark.chain ? { seq: mark.n } : { reset: /** @type {const} */ ('history-forked') }
    })
  }
}
