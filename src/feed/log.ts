import type { Cursor } from './cursor.ts'
import type { Entry } from './entry.ts'

/** Why a reader must start again from a snapshot. */
export type ResetReason =
  | 'unreadable' // no cursor of ours
  | 'audience' // made for other audiences than the reader has now
  | 'epoch' // another history
  | 'future' // ahead of the log: it was set back
  | 'retention' // older than what is kept
  | 'history-forked' // same place, other past: a backup was restored
  | 'skewed' // its audiences stand at different moments

/** The feed as it is stored. Every call sees one committed state. */
export interface Log {
  head(): Promise<{ epoch: string; seq: number }>
  /** Whole transactions after `seq`, ordered by (seq, idx), about `most` entries. */
  after(seq: number, most: number): Promise<Entry[]>
  /** The same of some audiences, up to and including `upTo`. */
  afterFor(audiences: readonly string[], seq: number, upTo: number, most: number): Promise<Entry[]>
  /** The newest transaction that a reader with this cursor has seen, or why it cannot go on. */
  locate(cursor: Cursor, audiences: readonly string[]): Promise<{ seq: number } | { reset: ResetReason }>
}
