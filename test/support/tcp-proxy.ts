import net from 'node:net'

export type TcpProxy = AsyncDisposable & {
  readonly port: number
  /** Connections that are open now. */
  readonly open: number
  /** Connections that ended, so far. */
  readonly broken: number
  /** Nothing passes any more, in either direction, and nobody is told; `heal` lets it flow on. */
  hold(): void
  heal(): void
  /** The far ends are gone without a word: half-open connections. New ones pass. */
  forget(): void
  /** What goes that way on the connections that are open now vanishes, their ends too, and nobody is told. New ones pass. */
  swallow(ways: readonly Way[]): void
  /** Breaks every connection, wherever in its stream it is. */
  reset(): void
  /** Lets so many more bytes from the far end through, then breaks: in the middle of whatever comes. */
  resetAfter(bytes: number): void
}

export type Way = 'there' | 'back'

type Pair = { readonly near: net.Socket; readonly far: net.Socket; left: number; readonly swallowed: Set<Way> }

/** Stands between two parties and does what networks do. `target`: a port of this machine or the path of a unix socket. */
export async function openTcpProxy(target: number | string): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  let held = false
  let broken = 0

  const server = net.createServer({ allowHalfOpen: true }, (near) => {
    const far =
      typeof target === 'string'
        ? net.connect({ path: target, allowHalfOpen: true })
        : net.connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    const pair: Pair = { near, far, left: Number.POSITIVE_INFINITY, swallowed: new Set() }
    pairs.add(pair)
    pass(near, far, () => !pair.swallowed.has('there'))
    pass(far, near, (bytes) => {
      pair.left -= bytes
      if (pair.left <= 0) end(pair)
      return pair.left > 0 && !pair.swallowed.has('back')
    })
    if (held) hold(pair)
    for (const side of [near, far]) {
      side.on('error', () => undefined)
      side.once('close', () => end(pair))
    }
  })
  const end = (pair: Pair) => {
    if (!pairs.delete(pair)) return
    broken++
    pair.near.resetAndDestroy()
    pair.far.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    port: (server.address() as net.AddressInfo).port,
    get open() {
      return pairs.size
    },
    get broken() {
      return broken
    },
    hold: () => {
      held = true
      for (const pair of pairs) hold(pair)
    },
    heal: () => {
      held = false
      for (const { near, far } of pairs) for (const side of [near, far]) side.resume()
    },
    forget: () => {
      for (const pair of pairs) {
        pair.far.removeAllListeners('close')
        pair.far.destroy()
        pair.near.removeAllListeners('data').resume()
      }
    },
    swallow: (ways) => {
      for (const { near, far, swallowed } of pairs) {
        for (const way of ways) swallowed.add(way)
        // Neither side hears of the other's death.
        for (const side of [near, far]) side.removeAllListeners('close')
      }
    },
    reset: () => {
      for (const pair of pairs) end(pair)
    },
    resetAfter: (bytes) => {
      for (const pair of pairs) pair.left = bytes
    },
    [Symbol.asyncDispose]: async () => {
      for (const pair of pairs) end(pair)
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const hold = ({ near, far }: Pair): void => {
  near.pause()
  far.pause()
}

/** `may` is asked with each piece, and with 0 bytes at the end; false: it does not pass. */
function pass(from: net.Socket, to: net.Socket, may: (bytes: number) => boolean): void {
  from.on('data', (piece: Buffer) => {
    if (may(piece.length) && !to.destroyed) to.write(piece)
  })
  from.on('end', () => {
    if (may(0)) to.end()
  })
}
