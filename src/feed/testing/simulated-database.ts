import { encodeCursor } from '../cursor.ts'
import type { Entry } from '../entry.ts'
import type { Fate } from './fate.ts'
import { MemoryLog } from './memory-log.ts'
import { CONTROL, type Row, type Said, type Session, type Tables, tell } from './simulated-tables.ts'

export type Work = {
  readonly touch: readonly string[]
  readonly hide: boolean
  readonly begin?: { readonly session: string; readonly account: string }
  readonly end?: string
}

export type Plan = { readonly rows: ReadonlyMap<string, Row>; readonly work: Work; readonly said: Said }

/**
 * A database in the order of a real one: transactions overlap, wait for each other's rows, queue for the shop's lock inside
 * COMMIT, are stamped there, and become visible or not. A restored backup ends all of them.
 */
export class SimulatedDatabase {
  readonly log: MemoryLog
  tables: Tables = { rows: new Map(), sessions: new Map() }
  /** After each commit: what it said and the state that it made. */
  onCommit: (entries: readonly Entry[], tables: Tables) => void = () => undefined
  /** How many pasts there were: one more with each restored backup. */
  lives = 1
  protected readonly fate: Fate
  readonly #past: Tables[] = [this.tables]
  readonly #lockedRows = new Set<string>()
  #lockedShop = false
  #values = 0

  constructor(fate: Fate, log = new MemoryLog(fate.wait)) {
    this.fate = fate
    this.log = log
  }

  /** False: rolled back, by itself or because the database fell. */
  async transact(work: Work): Promise<boolean> {
    const life = this.lives
    const touched = work.touch.filter((entity, i, all) => all.indexOf(entity) === i).sort()
    while (touched.some((entity) => this.#lockedRows.has(entity))) await this.fate.wait()
    if (life !== this.lives) return false
    for (const entity of touched) this.#lockedRows.add(entity)
    const plan = this.#plan(work)
    this.written(plan)
    await this.fate.wait()
    const committed = life === this.lives && !this.fate.chance(0.15) && (await this.#commit(plan, life))
    if (!committed) this.rolledBack(plan)
    if (life === this.lives) for (const entity of touched) this.#lockedRows.delete(entity)
    return committed
  }

  async #commit(plan: Plan, life: number): Promise<boolean> {
    while (this.#lockedShop && life === this.lives) await this.fate.wait()
    if (life !== this.lives) return false
    this.#lockedShop = true
    const entries = this.stamp(plan)
    await this.fate.wait()
    if (life !== this.lives) return false
    this.#lockedShop = false
    if (this.fate.chance(0.1)) return false
    this.#show(plan, entries)
    return true
  }

  #plan(work: Work): Plan {
    const rows = new Map<string, Row>()
    const said: (readonly [string, string])[] = []
    // The same thing twice in one transaction is two pieces of news.
    for (const entity of work.touch) {
      const before = rows.get(entity) ?? this.tables.rows.get(entity)
      const row = { rev: (before?.rev ?? 0) + 1, value: ++this.#values, shown: !work.hide }
      rows.set(entity, row)
      said.push(...tell(entity, before, row))
    }
    if (work.end !== undefined)
      said.push([CONTROL, JSON.stringify({ session: work.end, account: this.tables.sessions.get(work.end)?.account, at: ++this.#values })])
    return { rows, work, said }
  }

  #show({ rows, work }: Plan, entries: readonly Entry[]): void {
    this.log.append(entries)
    const sessions = new Map<string, Session>(this.tables.sessions)
    if (work.begin !== undefined) sessions.set(work.begin.session, { account: work.begin.account, endedAt: null })
    const ended = work.end === undefined ? undefined : sessions.get(work.end)
    if (work.end !== undefined && ended !== undefined) sessions.set(work.end, { ...ended, endedAt: this.log.seq })
    this.tables = { rows: new Map([...this.tables.rows, ...rows]), sessions }
    this.#past[this.log.seq] = this.tables
    this.onCommit(entries, this.tables)
  }

  /** Numbers what a transaction said, inside COMMIT and under the shop's lock. */
  protected stamp({ said }: Plan): readonly Entry[] {
    return this.log.stamp(said)
  }

  /** For databases that do something else at these points. */
  protected written(_: Plan): void {}
  protected rolledBack(_: Plan): void {}

  /** A page's data and the position it was rendered at: one state. */
  async snapshot(audiences: (tables: Tables) => readonly string[] | null) {
    await this.fate.wait()
    const { tables } = this
    const wanted = audiences(tables)
    const found = wanted === null ? null : { audiences: wanted, tables, cursor: encodeCursor(this.log.cursor(wanted)) }
    await this.fate.wait()
    return found
  }

  /** Whose session that is; null: nobody's any more. */
  async session(name: string): Promise<Session | null> {
    await this.fate.wait()
    const session = this.tables.sessions.get(name) ?? null
    await this.fate.wait()
    return session?.endedAt === null ? session : null
  }

  /** What was committed after moment `seq` never happened, and what runs is over. */
  restore(seq: number): void {
    this.lives++
    this.#lockedRows.clear()
    this.#lockedShop = false
    this.log.restore(seq)
    this.#past.length = seq + 1
    this.tables = this.#past[seq] ?? this.tables
  }
}
