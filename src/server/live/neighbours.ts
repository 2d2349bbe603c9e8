import { randomBytes } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Deps } from '../deps.ts'
import { findNodes, forgetNode, noteNode, type Place } from './nodes.sql.ts'

/** Header of what one node passes on to another, which answers it, whatever it is. It says that node's word, and who called. */
export const PASSED = 'cakewire-passed-on'

/** The other nodes of this shop. */
export type Neighbours = {
  /** This node's own, for the length of this process. */
  readonly id: string
  /** Whoever says it is a node of this shop. */
  readonly secret: string
  /** Where that node is reached, and its word; null: there is none of that id. */
  placeOf(id: string): Promise<Place | null>
  /** Where the others are reached. */
  others(): Promise<string[]>
  close(): Promise<void>
}

const EVERY = 10_000
/** Anybody may ask for ids that do not exist; the database is not asked each time. */
const ASK_AGAIN = 500

/** Tells the other nodes where this one is, as soon as it listens, and knows where they are. */
export function meetNeighbours(http: HttpServer, { config, db, log }: Deps): Neighbours {
  const id = randomBytes(6).toString('hex')
  const secret = randomBytes(16).toString('hex')
  let known = new Map<string, Place>()
  let asked = Number.NEGATIVE_INFINITY
  let asking: Promise<void> | undefined
  let telling: Promise<void> = Promise.resolve()

  const tell = () => {
    const url = config.nodeUrl ?? guessUrl(config.host, http.address())
    telling = noteNode(db.read, id, { url, secret }).catch((err: unknown) =>
      log.debug({ err }, 'the other nodes could not be told where this one is'),
    )
  }
  http.once('listening', tell)
  const timer = setInterval(() => http.listening && tell(), EVERY)
  timer.unref()

  const ask = async () => {
    asked = performance.now()
    known = await findNodes(db.read).catch(() => known)
    asking = undefined
  }
  return {
    id,
    secret,
    async placeOf(other) {
      if (!known.has(other) && performance.now() - asked > ASK_AGAIN) asking ??= ask()
      await asking
      return known.get(other) ?? null
    },
    async others() {
      if (performance.now() - asked > ASK_AGAIN) asking ??= ask()
      await asking
      return [...known].flatMap(([other, { url }]) => (other === id ? [] : [url]))
    },
    async close() {
      clearInterval(timer)
      http.off('listening', tell)
      await telling
      await forgetNode(db.read, id).catch(() => undefined)
    },
  }
}

/** Loopback reaches loopback; who listens everywhere is reached at this machine's first address. */
function guessUrl(host: string, address: AddressInfo | string | null): string {
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const everywhere = host === '0.0.0.0' || host === '::'
  const outside = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address
  const reached = everywhere ? (outside ?? '127.0.0.1') : host
  return `http://${isIP(reached) === 6 ? `[${reached}]` : reached}:${port}`
}
