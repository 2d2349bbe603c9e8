import { parseCursor } from '../cursor.ts'
import type { Log } from '../log.ts'
import { type FeedNode, startNode } from '../node.ts'
import type { Fate } from './fate.ts'
import type { SimulatedDatabase } from './simulated-database.ts'
import type { SimulatedConnection } from './simulated-network.ts'
import { audiencesOf, CONTROL } from './simulated-tables.ts'

export type Holder = { readonly session: string; readonly account: string }

/** A node's register of who is handed news; the shop's own is lent to the simulation. */
export type Rights = {
  /** The present of what was revoked: ask before a session is read. */
  now(): number
  /** null: the right is gone already. */
  hold(holder: Holder | null, checkedAt: number, end: () => void): (() => void) | null
  revoke(revoked: Holder): void
  forked(): void
  close(): void
}

export type Seat = { drain: () => void; remove: () => void }

/** What a mutant may replace. */
export type Parts = {
  readonly rights: () => Rights
  readonly log: (log: Log) => Log
  readonly revoke: (run: () => void, fate: Fate) => void
  readonly checkedAt: (before: number, after: number) => number
  readonly splice: (at: number, published: () => number, fate: Fate) => Promise<number> | number
  readonly audiences: (audiences: readonly string[]) => readonly string[]
  readonly packets: (text: string) => readonly string[]
  readonly drained: (drain: () => void) => void
}

/** To a node, in a sentence: who I am and where I stand. */
export type Hello = { readonly session: string | null; readonly cursor: string; readonly connection: SimulatedConnection }

export type Witness = { sent(session: string | null, text: string): void }

/** One process: a node of the feed, its register, and the edge that lets connections in as the shop's sockets do. */
export class SimulatedNode {
  cutOff = false
  up = true
  readonly #db: SimulatedDatabase
  readonly #fate: Fate
  readonly #parts: Parts
  readonly #rights: Rights
  readonly #witness: Witness
  readonly #starting: Promise<FeedNode>
  #node: FeedNode | undefined
  readonly #connections = new Set<SimulatedConnection>()

  constructor(db: SimulatedDatabase, fate: Fate, parts: Parts, witness: Witness) {
    this.#db = db
    this.#fate = fate
    this.#parts = parts
    this.#witness = witness
    this.#rights = parts.rights()
    const log = parts.log(reachable(db.log, () => this.cutOff))
    const scheduler = { now: fate.now, soon: fate.soon, later: fate.later }
    const sizes = { ringBytes: fate.pick([400, 1500, 100_000]), warm: fate.pick([0, 3, 50]), pageEntries: 4, frameBytes: 500 }
    const listener = {
      moment: ({ entries }: { entries: readonly { audience: string; body: string }[] }) => {
        for (const { audience, body } of entries)
          if (audience === CONTROL) parts.revoke(() => this.#rights.revoke(JSON.parse(body) as Holder), fate)
      },
      forked: () => this.#rights.forked(),
    }
    this.#starting = startNode(log, scheduler, listener, sizes)
    this.#starting.then(
      (node) => {
        this.#node = node
      },
      () => this.crash(),
    )
  }

  get published(): number | undefined {
    return this.#node?.published
  }

  /** A wake-up, a poll. */
  wake(): void {
    this.#node?.wake().catch(() => undefined)
  }

  crash(): void {
    this.up = false
    for (const connection of this.#connections) connection.cut()
    this.#rights.close()
  }

  /** Lets a connection in, as sockets.ts and live.ts do. */
  async accept({ session, cursor: text, connection }: Hello): Promise<void> {
    const node = this.#node
    if (!this.up || node === undefined) return connection.cut()
    this.#connections.add(connection)
    connection.onServerLost = () => void this.#connections.delete(connection)
    const before = this.#rights.now()
    const known = session === null ? null : await this.#db.session(session)
    if (!connection.open) return
    if (session !== null && known === null) return connection.send('refused', () => undefined)
    const holder = session === null || known === null ? null : { session, account: known.account }
    const release = this.#rights.hold(holder, this.#parts.checkedAt(before, this.#rights.now()), () => connection.end())
    if (release === null) return connection.cut()
    let remove: () => void = () => undefined
    connection.onServerLost = () => {
      this.#connections.delete(connection)
      release()
      remove()
    }
    const audiences = audiencesOf(known?.account ?? null)
    const cursor = parseCursor(text)
    if (cursor === null) throw new Error('simulation: no cursor')
    try {
      const place = await node.place({ cursor, audiences })
      if (!connection.open || !this.up) return
      if ('reset' in place) return connection.send(`reset ${place.reset}`, () => undefined)
      const spliced = this.#parts.splice(place.seq, () => node.published, this.#fate)
      const seat = this.#join(node, connection, session, audiences, typeof spliced === 'number' ? spliced : await spliced)
      remove = () => seat.remove()
      if (!connection.open) remove()
    } catch {
      connection.cut()
    }
  }

  #join(node: FeedNode, connection: SimulatedConnection, session: string | null, audiences: readonly string[], at: number): Seat {
    let waiting = 0
    let drain: () => void = () => undefined
    const seat = node.join(
      {
        audiences: this.#parts.audiences(audiences),
        drained: () => waiting === 0 && connection.open,
        send: ({ text }) => {
          if (connection.open) this.#witness.sent(session, text)
          for (const packet of this.#parts.packets(text)) {
            waiting++
            connection.send(packet, () => {
              waiting--
              this.#parts.drained(() => drain())
            })
          }
        },
        fail: () => connection.end(),
      },
      at,
    )
    drain = () => seat.drain()
    return seat
  }
}

/** The log over a network that may be away. */
function reachable(log: Log, away: () => boolean): Log {
  const over = async <T>(answer: Promise<T>): Promise<T> => {
    const result = await answer
    if (away()) throw new Error('the database is away')
    return result
  }
  return {
    head: () => over(log.head()),
    after: (seq, most) => over(log.after(seq, most)),
    recent: (upTo, most) => over(log.recent(upTo, most)),
    page: (audiences, seq, upTo, most) => over(log.page(audiences, seq, upTo, most)),
    locate: (claims) => over(log.locate(claims)),
  }
}
