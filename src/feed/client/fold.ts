import type { Batch } from '../batch.ts'
import { type Cursor, encodeCursor, type Mark, parseCursor } from '../cursor.ts'

/** What one entry says, as parsed JSON. */
export type Change = {
  readonly type: string
  readonly entity: string
  readonly rev: number
  readonly at: string
  readonly gone?: boolean
  readonly data: unknown
}

/** The newest known state of one thing. `data` is null once it is gone. */
export type Held = { readonly rev: number; readonly data: unknown }

/** `from`: who was the first to tell it. */
type Heard = Held & { readonly from: 'feed' | 'snapshot' }

export type Fold = { readonly cursor: Cursor; readonly entities: ReadonlyMap<string, Heard> }

/** What a snapshot knows of one thing. */
export type Known = { readonly entity: string; readonly rev: number; readonly data: unknown }

/** @throws when the text is no cursor: it comes from our own page */
export function beginAt(cursorText: string): Fold {
  const cursor = parseCursor(cursorText)
  if (cursor === null) throw new Error('feed: the page carries no cursor')
  return { cursor, entities: new Map() }
}

export const cursorOf = (fold: Fold): string => encodeCursor(fold.cursor)

/** Adds what a snapshot knows. Of two states the one with the higher revision stays, whichever came first. */
export function learn(fold: Fold, known: readonly Known[]): Fold {
  const fresh = known.filter(({ entity, rev }) => rev > (fold.entities.get(entity)?.rev ?? 0))
  if (fresh.length === 0) return fold
  const entities = new Map(fold.entities)
  for (const { entity, rev, data } of fresh) entities.set(entity, { rev, data, from: 'snapshot' })
  return { ...fold, entities }
}

export type Applied = { readonly fold: Fold; readonly changes: readonly Change[] } | { readonly reset: 'gap' }

/** The very place where the fold stands, but reached by another way: a backup was restored meanwhile. */
const isOfAnotherPast = (marks: ReadonlyMap<string, Mark>, audience: string, n: number, chain: string): boolean => {
  const here = marks.get(audience)
  return here !== undefined && here.n === n && here.chain !== chain
}

/** Also of a state that a snapshot, or the answer to one's own act, was quicker to tell: who waits for the news has not heard of it yet. */
const isNews = ({ rev }: Change, held: Heard | undefined): boolean =>
  held === undefined || rev > held.rev || (rev === held.rev && held.from === 'snapshot')

/**
 * The state after a batch. The same for replay and live: entries at or below the cursor are ignored, and an entry that
 * does not follow the one before in its audience means that something was missed. `changes` are those that told news.
 */
export function apply(fold: Fold, batch: Batch): Applied {
  if (batch.entries.length === 0 && batch.marks === undefined) return { fold, changes: [] }
  const marks = new Map<string, Mark>(fold.cursor.marks)
  const entities = new Map<string, Heard>(fold.entities)
  const changes: Change[] = []
  for (const [audience, n, chain, body] of batch.entries) {
    if (isOfAnotherPast(marks, audience, n, chain)) return { reset: 'gap' }
    const last = marks.get(audience)?.n ?? 0
    if (n <= last) continue
    if (batch.marks === undefined) {
      if (n !== last + 1) return { reset: 'gap' }
      marks.set(audience, { n, chain })
    }
    const change = body as Change | null
    // A body that was erased still counts.
    if (change === null || !isNews(change, entities.get(change.entity))) continue
    entities.set(change.entity, { rev: change.rev, data: change.gone === true ? null : change.data, from: 'feed' })
    changes.push(change)
  }
  if (batch.marks?.some(([audience, n, chain]) => isOfAnotherPast(marks, audience, n, chain))) return { reset: 'gap' }
  for (const [audience, n, chain] of batch.marks ?? []) if (n > (marks.get(audience)?.n ?? 0)) marks.set(audience, { n, chain })
  return { fold: { cursor: { epoch: fold.cursor.epoch, marks }, entities }, changes }
}
