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

/** The newest transaction that a reader has seen, or why it cannot go on. */
export type Place = { readonly seq: number } | { readonly reset: ResetReason }

/** A reader that wants to be placed. */
export type Claim = { readonly cursor: Cursor; readonly audiences: readonly string[] }

/** The newest moment, and the chain of its last entry; null when there is none. */
export type Head = { readonly epoch: string; readonly seq: number; readonly chain: string | null }

/** What a tail reads: what is new, and what tells it that its past is still the log's. */
export type Tailing = {
  readonly epoch: string
  readonly head: number
  /** The chain of the last entry of the moment that was asked after; null when there is none. */
  readonly chain: string | null
  readonly entries: readonly Entry[]
}

/** A page for readers that the ring cannot serve. */
export type LogPage = {
  readonly entries: readonly Entry[]
  /** How far it goes: everything for those audiences up to here is in it, or is superseded by something in it. */
  readonly upTo: number
  /** Only the last state of each entity is in it. Where each audience then stands. */
  readonly compacted: readonly { readonly audience: string; readonly n: number; readonly chain: string }[] | null
}

/** The feed as it is stored. Every call sees one committed state. */
export interface Log {
  head(): Promise<Head>
  /** Whole transactions after `seq`, ordered by (seq, idx), about `most` entries. */
  after(seq: number, most: number): Promise<Tailing>
  /** The newest transactions that are worth keeping in memory, at most about `most` entries, without a gap up to `upTo`. */
  recent(upTo: number, most: number): Promise<Entry[]>
  /**
   * What some audiences have after `seq`, up to `upTo`: all of it, or when that is more than `most` entries compacted.
   * Rejects when a part of what would be compacted is forgotten.
   */
  page(audiences: readonly string[], seq: number, upTo: number, most: number): Promise<LogPage>
  /** Places many readers at once, in their order. */
  locate(claims: readonly Claim[]): Promise<Place[]>
}
