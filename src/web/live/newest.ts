import type { Held } from '../../feed/client/fold.ts'

/**
 * The newer of what was loaded and what the store holds; null once it is gone. Of the same state the loaded form stays: another page
 * may have told the store the form that everybody sees, where this one needs what staff see.
 */
export function newest<T>(held: Held | undefined, loaded: T | null, rev: number): T | null {
  return held === undefined || held.rev <= rev ? loaded : (held.data as T | null)
}

/** What orders the states of a thing: its `rev`, or its version where every change counts. */
export const revOf = ({ rev, version }: Revised): number => rev ?? version

export type Revised = { readonly version: number; readonly rev?: number }
