import type { SlotDay } from '../../domain/slots.ts'
import { moveStock } from '../catalog/move-stock.ts'
import type { Said } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { type Kept, NOTHING_KEPT, type SlotPoints, writeTaken } from './ledgers.sql.ts'
import { moveSlots } from './move-slots.ts'
import type { ShopRules } from './shop-rules.sql.ts'

type Pieces = Kept['pieces']

export type Wanted = {
  readonly cause: 'hold' | 'order'
  readonly ref: string
  readonly pieces: Pieces
  readonly points: number
  /** Tried until one has room; null: no slot is asked for. */
  readonly slots: Iterable<SlotDay | null> | AsyncIterable<SlotDay | null>
}

export type Exchanged = { readonly slot: SlotDay | null; readonly said: Said[] }

/**
 * Takes pieces and points, and puts back what was kept for the same person before, as one change of each product and each slot's day: what
 * is in both never was free.
 * @param give written into the ledgers as given back already
 * @returns the slot, and the news of it; null when none has room. Products tell their news themselves.
 * @throws Refusal `stock.short`
 */
export async function exchange(tx: Tx, rules: ShopRules, give: Kept, wanted: Wanted): Promise<Exchanged | null> {
  const stocked = await movePieces(tx, give.pieces, wanted.pieces)
  for await (const slot of wanted.slots) {
    const points = slot === null ? [] : [{ slotId: slot.slot.id, day: slot.day, points: wanted.points }]
    const said = await moveSlots(tx, rules, netOf(give.points, points))
    if (said === null) continue
    writeTaken(tx, wanted.cause, wanted.ref, { pieces: new Map([...wanted.pieces].filter(([id]) => stocked.has(id))), points })
    return { slot, said }
  }
  return null
}

/** Puts back what was kept, which the ledgers know already. @returns the news of the slots */
export async function putBack(tx: Tx, rules: ShopRules, { pieces, points }: Kept): Promise<Said[]> {
  await movePieces(tx, pieces, NOTHING_KEPT.pieces)
  return (await moveSlots(tx, rules, netOf(points, []))) ?? []
}

/** @returns those that have a stock */
async function movePieces(tx: Tx, given: Pieces, taken: Pieces): Promise<ReadonlySet<string>> {
  if (given.size === 0 && taken.size === 0) return new Set()
  const net = new Map(taken)
  for (const [id, pieces] of given) net.set(id, (net.get(id) ?? 0) - pieces)
  return await moveStock(tx, net)
}

function netOf(given: readonly SlotPoints[], taken: readonly SlotPoints[]): SlotPoints[] {
  const net = new Map<string, SlotPoints>()
  const add = ({ slotId, day, points }: SlotPoints) => {
    const key = `${slotId} ${day}`
    net.set(key, { slotId, day, points: (net.get(key)?.points ?? 0) + points })
  }
  for (const each of taken) add(each)
  for (const each of given) add({ ...each, points: -each.points })
  return [...net.values()]
}
