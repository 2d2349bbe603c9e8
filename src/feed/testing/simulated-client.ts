import type { Known } from '../client/fold.ts'
import type { LiveStore } from '../client/live-store.ts'
import type { Fate } from './fate.ts'
import type { Judge, Standing } from './judge.ts'
import type { SimulatedDatabase } from './simulated-database.ts'
import { SimulatedConnection } from './simulated-network.ts'
import type { Hello } from './simulated-node.ts'
import { audiencesOf, project } from './simulated-tables.ts'

/** The part of a screen's store that a mutant may replace. */
export type Store = Pick<LiveStore, 'cursor' | 'entities' | 'link' | 'on' | 'receive' | 'restart' | 'learn' | 'subscribe' | 'watch'>

export type World = {
  readonly fate: Fate
  readonly db: SimulatedDatabase
  readonly judge: Judge
  readonly newStore: (cursor: string, now: number) => Store
  /** To any node, as a balancer does. */
  readonly connect: (hello: Hello) => void
}

/** One screen: a page with its state, which dials for ever, as src/web/live does. */
export class SimulatedClient {
  resets = 0
  gone = false
  session: string | null
  store: Store | undefined
  connection: SimulatedConnection | undefined
  readonly #world: World
  #round = 0
  #compacted = false
  #audiences: readonly string[] = []
  /** What it showed when it was last told news. */
  #before: Standing | undefined

  constructor(world: World, session: string | null) {
    this.#world = world
    this.session = session
  }

  /** Loads the page, or loads it again. */
  async open(): Promise<void> {
    const round = this.#hangUp()
    const page = await this.#snapshot(round)
    if (page === null) return
    const store = this.#world.newStore(page.cursor, 0)
    this.store = store
    store.learn(page.known)
    this.#stand(store)
    this.#watch(store)
    this.#dial(round)
  }

  get standing(): Standing | undefined {
    return this.store && this.#standing(this.store)
  }

  leave(): void {
    this.gone = true
    this.#hangUp()
  }

  /** Everything of the old connection is over for this client. */
  #hangUp(): number {
    this.connection?.cut()
    this.connection = undefined
    this.store?.on({ on: 'lost', now: 0 })
    return ++this.#round
  }

  async #snapshot(round: number): Promise<{ cursor: string; known: Known[] } | null> {
    const page = await this.#world.db.snapshot((tables) => {
      if (this.session === null) return audiencesOf(null)
      const session = tables.sessions.get(this.session)
      return session?.endedAt === null ? audiencesOf(session.account) : null
    })
    if (round !== this.#round) return null
    if (page === null) {
      this.session = null
      return this.#snapshot(round)
    }
    this.#audiences = page.audiences
    return { cursor: page.cursor, known: project(page.tables, page.audiences) }
  }

  async #restart(): Promise<void> {
    const round = this.#hangUp()
    this.resets++
    const page = await this.#snapshot(round)
    if (page === null) return
    this.store?.restart(page.cursor, page.known, { reset: true })
    if (this.store !== undefined) this.#stand(this.store)
    this.#dial(round)
  }

  #dial(round: number): void {
    if (this.gone || round !== this.#round) return
    const { fate } = this.#world
    const connection = new SimulatedConnection(fate, {
      receive: (text) => {
        if (round === this.#round && connection === this.connection) this.#receive(text)
      },
      // Whoever knows that a connection is gone is handed nothing more of it: so does Socket.IO, and so does the hub of several tabs.
      // They are moments late, and are left out where a backup was restored: that takes longer.
      receiveLate: (text) => {
        if (round === this.#round && connection === this.connection && this.#world.db.lives === 1) this.#receive(text)
      },
      onClientLost: () => {
        if (round !== this.#round || connection !== this.connection) return
        this.connection = undefined
        this.store?.on({ on: 'lost', now: 0 })
        fate.soon(() => this.#dial(round))
      },
    })
    this.connection = connection
    const cursor = this.store?.cursor ?? ''
    fate.soon(() => {
      if (round !== this.#round || connection !== this.connection) return
      this.store?.on({ on: 'opened' })
      this.#world.connect({ session: this.session, cursor, connection })
    })
  }

  #receive(text: string): void {
    if (text.startsWith('reset') || text === 'refused') return void this.#restart()
    const batch = JSON.parse(text) as { marks?: unknown }
    if (batch.marks !== undefined) this.#compacted = true
    if (this.store?.receive(batch) === 'reset') void this.#restart()
  }

  #watch(store: Store): void {
    const { judge } = this.#world
    store.subscribe(() => judge.shown(this.#standing(store)))
    // Watchers are told after listeners have seen the new state.
    store.watch((changes) => {
      const now = this.#standing(store)
      judge.told(this.#before ?? now, now, changes, this.#compacted)
      this.#stand(store)
    })
  }

  #standing = ({ cursor, entities }: Store): Standing => ({ cursor, entities, audiences: this.#audiences })

  #stand(store: Store): void {
    this.#before = this.#standing(store)
    this.#compacted = false
  }
}
