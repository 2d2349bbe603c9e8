import type { ShopChange } from '../../contract/events.ts'
import { type Mark, parseCursor } from '../../feed/cursor.ts'
import type { Database } from '../db/database.ts'
import { toldPublicOnly } from '../db/feed-log.sql.ts'

/** Every order tells them, and no answer of the catalogue shows what they say. */
const NOT_OF_THE_SHELF: readonly ShopChange['type'][] = ['slot_updated']

type Known = { readonly epoch: string; readonly mark: Mark; readonly name: string }

/**
 * Names the state of the shelf at a public position: positions between which nothing was told that changes it have one name. An unknown
 * past has a name of its own.
 */
export function shelfPositions(db: Database): (position: string) => Promise<string> {
  let known: Known | null = null

  return async (position) => {
    const cursor = parseCursor(position)
    const mark = cursor?.marks.get('public')
    if (cursor === null || mark === undefined) return position
    const before = known
    if (before === null || before.epoch !== cursor.epoch) {
      known = { epoch: cursor.epoch, mark, name: position }
      return position
    }
    if (before.mark.n === mark.n) return before.mark.chain === mark.chain ? before.name : position
    const later = mark.n > before.mark.n
    const between = later ? { from: before.mark, upTo: mark } : { from: mark, upTo: before.mark }
    const name = (await toldPublicOnly(db, NOT_OF_THE_SHELF, between)) ? before.name : position
    // Who asked meanwhile may know more.
    if (known === before && later) known = { epoch: cursor.epoch, mark, name }
    return name
  }
}
