import net from 'node:net'

/** A way to the shop on a port of its own, in the test's hands: what goes over it is the shop's. */
export type Road = AsyncDisposable & {
  readonly url: string
  /** WebSockets that are open over it now. */
  readonly sockets: number
  /** WebSockets that were ever opened. */
  readonly opened: number
  /** Breaks what is open and lets nothing through until `mend`. */
  cut(): void
  mend(): void
}

export async function openRoad(shopUrl: string): Promise<Road> {
  const { hostname, port } = new URL(shopUrl)
  const open = new Set<net.Socket>()
  const lines = new Set<net.Socket>()
  let state: 'whole' | 'cut' = 'whole'
  let opened = 0
  const server = net.createServer((near) => {
    near.on('error', () => undefined)
    if (state === 'cut') return near.destroy()
    const far = net.connect(Number(port), hostname)
    far.on('error', () => undefined)
    open.add(near)
    // A browser asks for each WebSocket over a connection of its own.
    near.once('data', (head: Buffer) => {
      if (!/^GET \/socket\.io\/\S*transport=websocket/.test(head.toString('latin1'))) return
      opened++
      lines.add(near)
    })
    near.pipe(far)
    far.pipe(near)
    const end = () => {
      near.destroy()
      far.destroy()
      open.delete(near)
      lines.delete(near)
    }
    near.on('close', end)
    far.on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    get sockets() {
      return lines.size
    },
    get opened() {
      return opened
    },
    cut: () => {
      state = 'cut'
      for (const near of open) near.destroy()
    },
    mend: () => {
      state = 'whole'
    },
    [Symbol.asyncDispose]: async () => {
      for (const near of open) near.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
