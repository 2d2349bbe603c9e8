import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Connection } from '../../src/server/db/database.ts'

export type DatabaseProxy = AsyncDisposable & {
  /** The same database, reached through here. */
  readonly connection: Connection
  /** Breaks every connection and takes no new one until `heal`. */
  cut(): void
  heal(): void
  /** Connections that are open now. */
  readonly open: number
  /**
   * What goes over the connections that listen vanishes from now on, in both directions, and nobody is told. New ones pass.
   * @returns how many
   */
  muteListeners(): number
  /** The next connection that commits breaks there, once. */
  breakAt(place: CommitPlace): void
}

/** Before the COMMIT arrives, after it has gone out, or where its answer comes back. */
export type CommitPlace = 'commit' | 'after commit' | 'answer'

/** Stands between the shop and its database, so that a test can take the database away without touching it. */
export async function openProxy(target: Connection): Promise<DatabaseProxy> {
  const pairs = new Set<net.Socket>()
  const listeners = new Map<net.Socket, net.Socket>()
  let away = false
  let breakAt: CommitPlace | null = null
  const server = net.createServer((near) => {
    near.on('error', () => undefined)
    if (away) {
      near.destroy()
      return
    }
    const far = dial(target)
    far.on('error', () => undefined)
    pairs.add(near)
    const end = () => {
      near.destroy()
      far.destroy()
      pairs.delete(near)
      listeners.delete(near)
    }
    const broken = (place: CommitPlace): boolean => {
      if (breakAt !== place) return false
      breakAt = null
      return true
    }
    // Each looks before its piece is passed on: what was destroyed takes nothing more.
    onWord(near, 'commit\0', () => {
      if (broken('commit')) end()
      else if (broken('after commit')) process.nextTick(end)
    })
    onWord(far, 'COMMIT\0', () => {
      if (broken('answer')) end()
    })
    onWord(near, 'listen feed\0', () => listeners.set(near, far))
    near.pipe(far)
    far.pipe(near)
    near.on('close', end)
    far.on('close', end)
  })
  const folder = await mkdtemp(path.join(tmpdir(), 'proxy-'))
  const connection = await listen(server, target, folder)
  return {
    connection,
    cut: () => {
      away = true
      for (const near of pairs) near.destroy()
    },
    heal: () => {
      away = false
    },
    get open() {
      return pairs.size
    },
    muteListeners: () => {
      const muted = listeners.size
      for (const [near, far] of listeners) for (const side of [near, far]) side.unpipe().resume()
      listeners.clear()
      return muted
    },
    breakAt: (place) => {
      breakAt = place
    },
    [Symbol.asyncDispose]: async () => {
      for (const near of pairs) near.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Tells when a word has come by, also when it came in two pieces. */
function onWord(from: net.Socket, word: string, tell: () => void): void {
  let before = ''
  from.on('data', (piece: Buffer) => {
    const text = before + piece.toString('latin1')
    before = text.slice(1 - word.length)
    if (text.includes(word)) tell()
  })
}

function dial(target: Connection): net.Socket {
  if (typeof target !== 'string') return net.connect(path.join(target.host, `.s.PGSQL.${target.port}`))
  const url = new URL(target)
  const folder = url.searchParams.get('host')
  return folder === null
    ? net.connect(Number(url.port || 5432), url.hostname)
    : net.connect(path.join(folder, `.s.PGSQL.${url.port || 5432}`))
}

async function listen(server: net.Server, target: Connection, folder: string): Promise<Connection> {
  if (typeof target !== 'string') {
    await new Promise<void>((resolve) => server.listen(path.join(folder, `.s.PGSQL.${target.port}`), resolve))
    return { ...target, host: folder }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(target)
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as net.AddressInfo).port)
  return url.href
}
