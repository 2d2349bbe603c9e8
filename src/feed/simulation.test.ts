import { expect, test } from 'vitest'
import { LiveStore } from './client/live-store.ts'
import { encodeCursor, parseCursor } from './cursor.ts'
import { startNode } from './node.ts'
import { MemoryLog } from './testing/memory-log.ts'

/** mulberry32: the same seed gives the same history. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Everything that waits stands in one line; the dice decide what goes next. Nothing runs by itself. */
class Fate {
  readonly roll: () => number
  readonly #waiting: (() => void)[] = []
  time = 0

  constructor(seed: number) {
    this.roll = dice(seed)
  }

  wait = (): Promise<void> => new Promise((resolve) => this.#waiting.push(resolve))
  soon = (run: () => void): void => void this.#waiting.push(run)

  later = (_: number, run: () => void): (() => void) => {
    this.soon(run)
    return () => undefined
  }

  /** Lets one waiting thing happen. Promises that it settles run to their next wait. */
  async step(): Promise<boolean> {
    const index = Math.floor(this.roll() * this.#waiting.length)
    const [next] = this.#waiting.splice(index, 1)
    next?.()
    this.time++
    await new Promise<void>((resolve) => setImmediate(resolve))
    return next !== undefined
  }

  async settle(): Promise<void> {
    while (await this.step());
  }
}

type Mutant = 'none' | 'await-in-the-splice' | 'cursor-ahead'

/** One history: writers, a node, clients that come, stall and go. Returns what each client was told and what it should have been. */
async function history(seed: number, mutant: Mutant = 'none') {
  const fate = new Fate(seed)
  const log = new MemoryLog(fate.wait)
  const scheduler = { now: () => fate.time, soon: fate.soon, later: fate.later }
  const started = startNode(log, scheduler, { moment: () => undefined, forked: () => undefined }, { ringBytes: 600, warm: 0 })
  await fate.settle()
  const node = await started
  const wake = () => void node.wake()
  const clients: Client[] = []

  type Client = {
    store: LiveStore
    audiences: string[]
    start: number
    told: string[]
    line?: { remove: () => void; drain: () => void }
    stalled: boolean
    resets: number
    round: number
  }
  const connect = async (client: Client) => {
    const round = ++client.round
    const cursor = parseCursor(mutant === 'cursor-ahead' ? encodeCursor(log.cursor(client.audiences)) : client.store.cursor)
    if (cursor === null) throw new Error('unreadable')
    client.store.on({ on: 'opened' })
    const found = await node.place({ cursor, audiences: client.audiences })
    if (client.round !== round) return
    if ('reset' in found) {
      client.resets++
      return
    }
    if (mutant === 'await-in-the-splice') await fate.wait()
    let waiting = 0
    const line = node.join(
      {
        audiences: client.audiences,
        drained: () => waiting === 0 && !client.stalled,
        send: (text) => {
          waiting++
          // The network: later, and not at all once the connection is gone.
          fate.soon(() => {
            waiting--
            if (client.round === round) {
              if (client.store.receive(JSON.parse(text)) === 'reset') client.resets++
              line.drain()
            }
          })
        },
        fail: () => undefined,
      },
      mutant === 'await-in-the-splice' ? Math.max(found.seq, node.published) : found.seq,
    )
    client.line = line
  }
  const disconnect = (client: Client) => {
    client.round++
    client.line?.remove()
    client.store.on({ on: 'lost', now: fate.time })
  }

  for (let i = 0; i < 120; i++) {
    const roll = fate.roll()
    if (roll < 0.45) {
      const audiences = ['public', 'admin', 'user:a'].filter(() => fate.roll() < 0.5)
      if (audiences.length > 0)
        log.commit(audiences.map((audience) => [audience, JSON.stringify({ type: 't', entity: `e:${i}:${audience}`, rev: 1, data: i })]))
      if (fate.roll() < 0.7) wake()
    } else if (roll < 0.6) {
      const audiences = [['public'], ['public', 'user:a'], ['public', 'admin', 'user:a']][Math.floor(fate.roll() * 3)] ?? ['public']
      const client: Client = {
        store: new LiveStore(encodeCursor(log.cursor(audiences)), fate.time),
        audiences,
        start: log.seq,
        told: [],
        stalled: false,
        resets: 0,
        round: 0,
      }
      client.store.watch((changes) => client.told.push(...changes.map((change) => change.entity)))
      clients.push(client)
      void connect(client)
    } else if (clients.length > 0) {
      const client = clients[Math.floor(fate.roll() * clients.length)]
      if (client === undefined) continue
      if (roll < 0.72) disconnect(client)
      else if (roll < 0.9) {
        disconnect(client)
        void connect(client)
      } else {
        client.stalled = !client.stalled
        if (!client.stalled) client.line?.drain()
      }
    }
    for (let steps = Math.floor(fate.roll() * 4); steps > 0; steps--) await fate.step()
  }
  // The tunnel ends: everybody comes back once more.
  wake()
  for (const client of clients) {
    client.stalled = false
    disconnect(client)
    void connect(client)
  }
  await fate.settle()
  wake()
  await fate.settle()
  return clients.map((client) => ({
    told: client.told,
    should: log.entries
      .filter((entry) => entry.seq > client.start && client.audiences.includes(entry.audience))
      .map((entry) => (JSON.parse(entry.body) as { entity: string }).entity),
    live: client.store.link.at === 'live',
    resets: client.resets,
  }))
}

const HISTORIES = 200
const wrong = (clients: Awaited<ReturnType<typeof history>>) =>
  clients.filter((client) => !client.live || client.resets > 0 || JSON.stringify(client.told) !== JSON.stringify(client.should))

test(`[F7] [B03] [I3] in ${HISTORIES} histories every client is told exactly what it may hear, in order, once, and ends live`, async () => {
  let clients = 0
  for (let seed = 1; seed <= HISTORIES; seed++) {
    const result = await history(seed)
    expect({ seed, wrong: wrong(result) }).toEqual({ seed, wrong: [] })
    clients += result.length
  }
  expect(clients).toBeGreaterThan(HISTORIES)
})

test('the same seed gives the same history', async () => {
  expect(await history(7)).toEqual(await history(7))
})

for (const mutant of ['await-in-the-splice', 'cursor-ahead'] as const) {
  test(`a broken feed (${mutant}) is caught`, async () => {
    let caught = false
    for (let seed = 1; seed <= 40 && !caught; seed++) caught = wrong(await history(seed, mutant)).length > 0
    expect(caught).toBe(true)
  })
}
