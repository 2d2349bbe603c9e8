import type { Held } from '../../feed/client/fold.ts'

/**
 * The newer of what was loaded and what the store holds; null once it is gone. Of the same state the loaded form stays: another page
 * may have told the store the form that everybody sees, where this one needs what staff see.
 */
export function newest<T>(held: Held | undefined, loaded: T | null, rev: number): T | null {
  return held === undefined || held.rev <= rev ? loaded : (held.data as T | null)
}
