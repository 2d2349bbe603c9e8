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
  /** Breaks every connection, wherever in its stream it is. */
  reset(): void
  /** Lets so many more bytes from the far end through, then breaks: in the middle of whatever comes. */
  resetAfter(bytes: number): void
}

type Pair = { readonly near: net.Socket; readonly far: net.Socket; left: number }

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
    const pair = { near, far, left: Number.POSITIVE_INFINITY }
    pairs.add(pair)
    pass(near, far, () => true)
    pass(far, near, (bytes) => {
      pair.left -= bytes
      if (pair.left <= 0) end(pair)
      return pair.left > 0
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

/** `may` is asked with each piece; false: it does not pass. */
function pass(from: net.Socket, to: net.Socket, may: (bytes: number) => boolean): void {
  from.on('data', (piece: Buffer) => {
    if (may(piece.length) && !to.destroyed) to.write(piece)
  })
  from.on('end', () => to.end())
}
