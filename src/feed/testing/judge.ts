import type { WireEntry } from '../batch.ts'
import type { Change, Held } from '../client/fold.ts'
import { encodeCursor, parseCursor } from '../cursor.ts'
import type { Entry } from '../entry.ts'
import type { SimulatedDatabase } from './simulated-database.ts'
import { ACCOUNTS, audiencesOf, project, type Tables } from './simulated-tables.ts'

export type Fault = 'lost' | 'doubled' | 'gap' | 'diverged' | 'unauthorized' | 'stuck'
export type Finding = { readonly fault: Fault; readonly what: string }

/** What one screen shows. */
export type Standing = {
  readonly cursor: string
  readonly entities: ReadonlyMap<string, Held>
  readonly audiences: readonly string[]
}

const READERS = [null, ...ACCOUNTS].map(audiencesOf)
const keyOf = (audience: string, n: number, chain: string): string => `${audience}.${n}.${chain}`

const nameOf = ({ entity, rev }: Change): string => `${entity}@${rev}`

/**
 * Watches a history from above. A screen is right when it shows, at every moment, one state that the database once had, as
 * its audiences may know it, and when it was told each change on the way there, once, in order.
 */
export class Judge {
  readonly findings: Finding[] = []
  /** Positions that were, in every past that there was, and the state there. */
  readonly #truth = new Map<string, Tables>()
  readonly #entries = new Map<string, { readonly entry: Entry; readonly before: string }>()
  readonly #db: SimulatedDatabase

  constructor(db: SimulatedDatabase) {
    this.#db = db
    this.#note()
    db.onCommit = (entries) => {
      this.#note()
      for (const entry of entries) {
        const { audience, n, chain } = entry
        const before = db.log.entries.findLast((other) => other.audience === audience && other.n === n - 1)
        this.#entries.set(keyOf(audience, n, chain), { entry, before: keyOf(audience, n - 1, before?.chain ?? '') })
      }
    }
  }

  #note(): void {
    for (const audiences of READERS) this.#truth.set(encodeCursor(this.#db.log.cursor(audiences)), this.#db.tables)
  }

  #find(fault: Fault, what: string): void {
    this.findings.push({ fault, what })
  }

  /** A screen has just changed to this. */
  shown({ cursor, entities, audiences }: Standing): void {
    const tables = this.#truth.get(cursor)
    const right = tables && describe(new Map(project(tables, audiences).map(({ entity, ...held }) => [entity, held])))
    if (right === undefined) this.#find('gap', `shows a position that never was: ${cursor}`)
    else if (describe(entities) !== right) this.#find('diverged', `at ${cursor} shows ${describe(entities)} and not ${right}`)
  }

  /** A screen was told these changes on its way. */
  told(from: Standing, to: Standing, changes: readonly Change[], compacted: boolean): void {
    const between = this.#between(from, to)
    const told = changes.map(nameOf)
    if (between === null) this.#find('gap', `came from ${from.cursor} to ${to.cursor}`)
    else if (new Set(told).size < told.length) this.#find('doubled', told.join(' '))
    else {
      const due = compacted ? [...new Map(between.map((change) => [change.entity, change])).values()].map(nameOf) : between.map(nameOf)
      const right = compacted ? due.every((one) => told.includes(one)) : told.join(' ') === due.join(' ')
      if (!right) this.#find('lost', `was told ${told.join(' ')} and not ${due.join(' ')}`)
    }
  }

  /** What one who stood there is due on the way; null when no way leads there. */
  #between(from: Standing, to: Standing): Change[] | null {
    const start = parseCursor(from.cursor)?.marks
    const found: Entry[] = []
    for (const [audience, mark] of parseCursor(to.cursor)?.marks ?? []) {
      const begun = start?.get(audience)
      if (begun === undefined) return null
      const goal = keyOf(audience, begun.n, begun.chain)
      for (let at = keyOf(audience, mark.n, mark.chain); at !== goal; ) {
        const step = this.#entries.get(at)
        if (step === undefined || step.entry.n <= begun.n) return null
        found.push(step.entry)
        at = step.before
      }
    }
    const held = new Map([...from.entities].map(([entity, { rev }]) => [entity, rev]))
    return found
      .sort((a, b) => a.seq - b.seq || a.idx - b.idx)
      .map(({ body }) => JSON.parse(body) as Change)
      .filter(({ entity, rev }) => {
        const news = rev > (held.get(entity) ?? 0)
        if (news) held.set(entity, rev)
        return news
      })
  }

  /** A node sends this to whoever holds that session. */
  sent(session: string | null, text: string): void {
    const known = session === null ? null : this.#db.tables.sessions.get(session)
    // Its beginning is among what a restored backup does not have.
    if (known === undefined) return
    const allowed = audiencesOf(known?.account ?? null)
    for (const [audience, n, chain] of (JSON.parse(text) as { entries: WireEntry[] }).entries) {
      if (!allowed.includes(audience)) this.#find('unauthorized', `${audience} to ${session}`)
      const entry = this.#entries.get(keyOf(audience, n, chain))?.entry
      const endedAt = known?.endedAt ?? null
      if (endedAt !== null && entry !== undefined && entry.seq > endedAt && this.#db.log.entries.includes(entry))
        this.#find('unauthorized', `moment ${entry.seq} to ${session}, which ended at ${endedAt}`)
    }
  }

  /** The tunnel has ended and nothing waits any more. */
  ended(client: string, live: boolean, standing: Standing | undefined): void {
    if (standing !== undefined) this.shown(standing)
    const newest = standing && encodeCursor(this.#db.log.cursor(standing.audiences))
    if (!live || standing?.cursor !== newest) this.#find('stuck', `${client} ended at ${standing?.cursor} and not at ${newest}`)
  }
}

/** Order aside; what is gone is as what never was. */
function describe(entities: ReadonlyMap<string, Held>): string {
  const held = [...entities].filter(([, { data }]) => data !== null)
  return JSON.stringify(held.sort(([a], [b]) => (a < b ? -1 : 1)).map(([entity, { rev, data }]) => [entity, rev, data]))
}
