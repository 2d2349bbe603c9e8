import type { Cast } from './cast.ts'
import { Fate } from './fate.ts'
import { Judge } from './judge.ts'
import { SimulatedClient, type World } from './simulated-client.ts'
import type { SimulatedDatabase, Work } from './simulated-database.ts'
import { type Hello, SimulatedNode } from './simulated-node.ts'
import { ACCOUNTS, ENTITIES } from './simulated-tables.ts'

/** Far more steps than any healthy history needs to come to rest. */
const PATIENCE = 20_000

/** How often each thing happens, in a hundred or so. */
const WEIGHTS = {
  write: 34,
  wake: 14,
  signIn: 3,
  signOut: 3,
  arrive: 9,
  leave: 2,
  reload: 3,
  cut: 10,
  clog: 7,
  unclog: 7,
  crash: 1.5,
  start: 3,
  cutOff: 2,
  cutIn: 4,
  backUp: 1.5,
  restore: 0.6,
  prune: 0.6,
} as const satisfies Record<string, number>

type Event = keyof typeof WEIGHTS
const EVENTS = Object.keys(WEIGHTS) as Event[]
const TOTAL = EVENTS.reduce((sum, event) => sum + WEIGHTS[event], 0)

function thrown(roll: number): Event {
  let upTo = 0
  for (const event of EVENTS) {
    upTo += WEIGHTS[event]
    if (roll < upTo) return event
  }
  return 'wake'
}

/** Where a history plays, and everything that may happen there. */
export class Stage implements Record<Event, () => void> {
  readonly fate: Fate
  readonly judge: Judge
  readonly clients: SimulatedClient[] = []
  /** What happened, for comparing a replay with its first run. */
  readonly trace: string[] = []
  committed = 0
  restored = 0
  readonly #cast: Cast
  readonly #db: SimulatedDatabase
  readonly #world: World
  #nodes: SimulatedNode[] = []
  #sessions = 0
  #backup = 0

  constructor(seed: number, cast: Cast) {
    this.fate = new Fate(seed)
    this.#cast = cast
    this.#db = cast.database(this.fate)
    this.judge = new Judge(this.#db)
    this.#world = {
      fate: this.fate,
      db: this.#db,
      judge: this.judge,
      newStore: cast.store,
      connect: (hello) => this.#connect(hello),
    }
    for (let count = 1 + this.fate.below(3); count > 0; count--) this.#nodes.push(this.#newNode())
    for (let count = 3; count > 0; count--) this.signIn()
  }

  #newNode(): SimulatedNode {
    return new SimulatedNode(this.#db, this.fate, this.#cast, this.judge)
  }

  #connect(hello: Hello): void {
    const up = this.#nodes.filter((node) => node.up)
    if (up.length === 0) hello.connection.cut()
    else void this.fate.pick(up).accept(hello)
  }

  something(): void {
    const event = thrown(this.fate.roll() * TOTAL)
    this.trace.push(event)
    this[event]()
  }

  async #transact(work: Work): Promise<void> {
    if (!(await this.#db.transact(work))) return
    this.committed++
    this.trace.push(`committed ${this.#db.log.seq}`)
    // Each node is told, or not, or twice, and sometime.
    for (const node of this.#nodes) for (let times = this.fate.below(3); times > 0; times--) this.fate.soon(() => node.wake())
  }

  write(): void {
    const touch = Array.from({ length: 1 + this.fate.below(3) }, () => this.fate.pick(ENTITIES))
    void this.#transact({ touch, hide: this.fate.chance(0.2) })
  }

  signIn(): void {
    void this.#transact({ touch: [], hide: false, begin: { session: `${++this.#sessions}`, account: this.fate.pick(ACCOUNTS) } })
  }

  signOut(): void {
    const open = [...this.#db.tables.sessions].filter(([, { endedAt }]) => endedAt === null).map(([name]) => name)
    // The news of the same transaction may be for the very person that is sent away.
    if (open.length > 1) void this.#transact({ touch: [this.fate.pick(ENTITIES)], hide: false, end: this.fate.pick(open) })
  }

  arrive(): void {
    const sessions = [null, ...this.#db.tables.sessions.keys()]
    const client = new SimulatedClient(this.#world, this.fate.pick(sessions.slice(-4)))
    this.clients.push(client)
    void client.open()
  }

  #with(present: (client: SimulatedClient) => void): void {
    const here = this.clients.filter((client) => !client.gone)
    if (here.length > 0) present(this.fate.pick(here))
  }

  leave(): void {
    this.#with((client) => client.leave())
  }
  reload(): void {
    this.#with((client) => void client.open())
  }
  cut(): void {
    this.#with((client) => client.connection?.cut())
  }
  clog(): void {
    this.#with((client) => client.connection?.clog())
  }
  unclog(): void {
    this.#with((client) => client.connection?.unclog())
  }

  wake(): void {
    this.fate.pick(this.#nodes).wake()
  }
  crash(): void {
    this.fate.pick(this.#nodes).crash()
  }
  start(): void {
    this.#nodes = this.#nodes.map((node) => (node.up ? node : this.#newNode()))
  }
  cutOff(): void {
    this.fate.pick(this.#nodes).cutOff = true
  }
  cutIn(): void {
    for (const node of this.#nodes) node.cutOff = false
  }

  backUp(): void {
    this.#backup = this.#db.log.seq
  }
  restore(): void {
    this.restored++
    this.#db.restore(Math.min(this.#backup, this.#db.log.seq))
  }
  prune(): void {
    // The log remembers for a month: whoever reads along is never so far behind. Who comes back may be.
    const read = Math.min(this.#backup, ...this.#nodes.map(({ published }) => published ?? 0))
    this.#db.log.prune(this.fate.below(read + 1))
  }

  /** The tunnel ends: everything works again. Nobody is told to come back: whoever is stuck stays stuck. */
  async end(): Promise<void> {
    this.cutIn()
    this.start()
    for (const { connection } of this.clients) connection?.unclog()
    let rest = true
    for (let polls = 0; polls < 3; polls++) {
      rest = (await this.fate.settle(PATIENCE)) && rest
      this.start()
      for (const node of this.#nodes) node.wake()
    }
    rest = (await this.fate.settle(PATIENCE)) && rest
    this.clients.forEach((client, i) => {
      if (!client.gone) this.judge.ended(`client ${i}`, rest && client.store?.link.at === 'live', client.standing)
    })
    for (const node of this.#nodes) node.crash()
  }
}
