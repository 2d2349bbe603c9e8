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
}

/** Stands between the shop and its database, so that a test can take the database away without touching it. */
export async function openProxy(target: Connection): Promise<DatabaseProxy> {
  const pairs = new Set<net.Socket>()
  let away = false
  const server = net.createServer((near) => {
    near.on('error', () => undefined)
    if (away) {
      near.destroy()
      return
    }
    const far = dial(target)
    far.on('error', () => undefined)
    pairs.add(near)
    near.pipe(far)
    far.pipe(near)
    const end = () => {
      near.destroy()
      far.destroy()
      pairs.delete(near)
    }
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
    [Symbol.asyncDispose]: async () => {
      for (const near of pairs) near.destroy()
      await new Promise((resolve) => server.close(resolve))
      await rm(folder, { recursive: true, force: true })
    },
  }
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
