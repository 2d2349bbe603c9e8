import net from 'node:net'
import { HEAD, NOTHING, readChange, readEvent } from './readings.mjs'

/** Every connection of the process reads into this: what comes is looked at once and kept nowhere. */
const READ = Buffer.allocUnsafeSlow(1 << 20)
const OPCODE_CLOSE = 8
const OPCODE_PING = 9

/** A client's frame, masked with zeros. @param {string} text */
function frame(text) {
  const payload = Buffer.from(text)
  const long = payload.length > 125
  const head = Buffer.from(long ? [0x81, 0xfe, payload.length >> 8, payload.length & 255] : [0x81, 0x80 | payload.length])
  return Buffer.concat([head, Buffer.alloc(4), payload])
}
const PONG = frame('3')
/** Of WebSocket itself, masked with zeros. */
const WEBSOCKET_PONG = Buffer.from([0x8a, 0x80, 0, 0, 0, 0])

/**
 * One client, over bare TCP: it shakes hands and parses frames itself, and counts what it hears. A stream of server-sent
 * events is not looked into: it is there to be left unread.
 * @typedef {import('./readings.mjs').Reading} Reading
 * @typedef {'tcp' | 'ws' | 'socket.io' | 'recovery' | 'feed' | 'sse'} Protocol
 */
export class Connection {
  /** @param {import('./swarm.mjs').Swarm} swarm @param {number} index @param {string} address of this machine, its own */
  constructor(swarm, index, address) {
    this.swarm = swarm
    this.index = index
    this.address = address
    /** Changes heard, ever. */
    this.count = 0
    this.n = 0
    this.chain = ''
    this.pid = ''
    this.offset = ''
    /** @type {import('node:net').Socket | undefined} */
    this.socket = undefined
    this.#rewind()
  }

  #rewind() {
    /** @type {'greeting' | 'open'} */
    this.stage = 'greeting'
    this.greeting = ''
    /** The frame that is coming: what is missing of it, and its text as far as it has to be read. */
    this.left = 0
    this.length = 0
    this.opcode = 0
    /** @type {string | null} */
    this.text = null
    /** @type {Reading | undefined} */
    this.reading = undefined
    /** A frame's header that was cut in two. */
    this.header = Buffer.alloc(0)
    this.ready = false
  }

  open() {
    this.#rewind()
    const { host, port, protocol } = this.swarm.target
    const onread = { buffer: READ, callback: (/** @type {number} */ size) => this.#take(size) }
    // Its types leave out what it shares with `new Socket`.
    const options = /** @type {net.NetConnectOpts} */ (/** @type {unknown} */ ({ host, port, localAddress: this.address, onread }))
    const socket = net.connect(options)
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('error', (error) => this.swarm.failed(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message))
    socket.on('close', () => this.swarm.closed(this))
    const path = protocol === 'ws' ? '/' : '/socket.io/?EIO=4&transport=websocket'
    if (protocol === 'tcp') socket.write('hello')
    else if (protocol === 'sse') socket.write(`GET /api/feed/stream HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`)
    else
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      )
    if (protocol === 'tcp') this.stage = 'open'
  }

  close() {
    const { socket } = this
    this.socket = undefined
    socket?.destroy()
  }

  /** @param {number} size */
  #take(size) {
    let at = 0
    if (this.stage === 'greeting') {
      this.greeting += READ.latin1Slice(0, size)
      const end = this.greeting.indexOf('\r\n\r\n')
      if (end < 0) return true
      const { protocol } = this.swarm.target
      if (!this.greeting.startsWith(protocol === 'sse' ? 'HTTP/1.1 200' : 'HTTP/1.1 101')) {
        this.swarm.failed(this.greeting.slice(0, this.greeting.indexOf('\r\n')))
        this.close()
        return false
      }
      at = size - (this.greeting.length - end - 4)
      this.greeting = ''
      this.stage = 'open'
      if (protocol === 'ws' || protocol === 'sse') this.#isReady()
    }
    if (this.swarm.target.protocol === 'sse') return true
    while (at < size) at = this.left === 0 ? this.#begin(at, size) : this.#goOn(at, size)
    return true
  }

  /** A frame's header. Returns where its content begins. @param {number} at @param {number} size */
  #begin(at, size) {
    const known = this.header.length
    const head = known === 0 ? READ.subarray(at, size) : Buffer.concat([this.header, READ.subarray(at, Math.min(size, at + 10))])
    const bare = this.swarm.target.protocol === 'tcp'
    const code = bare ? 127 : (head[1] ?? 0) & 127
    const needed = bare ? 4 : code === 126 ? 4 : code === 127 ? 10 : 2
    if (head.length < needed) {
      this.header = Buffer.from(head)
      return size
    }
    this.header = EMPTY
    this.opcode = bare ? 1 : (head[0] ?? 0) & 15
    this.length = bare ? head.readUInt32BE(0) : code === 126 ? head.readUInt16BE(2) : code === 127 ? head.readUInt32BE(6) : code
    this.left = this.length
    this.text = null
    this.reading = undefined
    if (this.length === 0) this.#frame()
    return at + needed - known
  }

  /** @param {number} at @param {number} size */
  #goOn(at, size) {
    const taken = Math.min(this.left, size - at)
    if (this.left === this.length && taken >= Math.min(HEAD, this.length)) this.reading = this.swarm.readings.find(this.length, READ, at)
    if (this.reading === undefined) this.text = (this.text ?? '') + READ.latin1Slice(at, at + taken)
    this.left -= taken
    if (this.left === 0) this.#frame()
    return at + taken
  }

  #frame() {
    const { text, reading } = this
    const { protocol } = this.swarm.target
    if (reading !== undefined) return this.#hear(reading)
    if (this.opcode === OPCODE_PING) return void this.socket?.write(WEBSOCKET_PONG)
    if (this.opcode === OPCODE_CLOSE) return void this.socket?.destroy()
    if (text === null) return
    if (protocol === 'tcp' && text === 'hello') return this.#isReady()
    if (protocol === 'tcp' || protocol === 'ws') return this.#hear(this.swarm.readings.learn(text, readChange))
    if (text.startsWith('42["reset"') || text.startsWith('44')) return this.swarm.failed(text)
    if (text.startsWith('42["stalled"')) return this.swarm.noticed(this)
    if (text.startsWith('42["fresh"')) return
    if (text.startsWith('42')) return this.#hear(this.swarm.readings.learn(text, readEvent))
    if (text === '2') this.socket?.write(PONG)
    else if (text.startsWith('0')) this.socket?.write(frame(`40${this.#auth()}`))
    else if (text.startsWith('40')) {
      this.pid = /"pid":"([^"]+)"/.exec(text)?.[1] ?? ''
      if (protocol !== 'feed') this.#isReady()
    }
  }

  #auth() {
    const { protocol, epoch, auths } = this.swarm.target
    if (auths !== undefined) return auths[this.index % auths.length]
    if (protocol === 'recovery') return this.offset === '' ? '' : JSON.stringify({ pid: this.pid, offset: this.offset })
    if (protocol !== 'feed') return ''
    return JSON.stringify({ cursor: `${epoch}~public.${this.n}.${this.chain}` })
  }

  /** @param {Reading} reading */
  #hear(reading) {
    if (reading.n > 0) {
      if (reading.first > 0 && reading.first !== this.n + 1) this.swarm.gaps++
      this.n = reading.n
      this.chain = reading.chain
    }
    if (reading.offset !== '') this.offset = reading.offset
    if (reading.live) this.#isReady()
    this.count += reading.count
    if (reading !== NOTHING) this.swarm.heard(this, reading)
  }

  #isReady() {
    if (this.ready) return
    this.ready = true
    this.swarm.isReady()
  }
}

const EMPTY = Buffer.alloc(0)
