import type { CurrentHold, Hold, HoldRequest } from '../../contract/delivery.ts'
import { appendAll } from '../db/append.sql.ts'
import type { Queryable } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { newId } from '../new-id.ts'
import { lookAt } from '../orders/bill.sql.ts'
import { demandOf, drawUp } from '../orders/bill.ts'
import { refuse } from '../refusal.ts'
import { refuseFull, slotsFor } from './choose-slot.ts'
import { exchange, putBack } from './exchange.ts'
import { extendHold, findHold, type HoldRow, insertHold, lockPerson, MOST_EXTENSIONS, releaseHold, releaseHoldOf } from './holds.sql.ts'
import { NOTHING_KEPT } from './ledgers.sql.ts'
import { readRules } from './shop-rules.sql.ts'

/**
 * Keeps pieces, and points of a slot, for somebody who is checking out. It replaces the hold that they had; when it cannot be had, they
 * keep that one.
 * @throws Refusal `cart.empty`, `shop.paused`, `product.unavailable`, `option.unknown`, `option.unavailable`, `zone.not-served`,
 *   `stock.short`, `slot.unknown`, `slot.too-soon`, `slot.full` with the `nearest`
 */
export async function holdOrder({ db }: Deps, accountId: string, wanted: HoldRequest): Promise<Hold> {
  return db.transaction(async (tx) => {
    lockPerson(tx, accountId)
    // The offers first: they count what the hold before keeps.
    const [seen, before] = await Promise.all([lookAt(tx, accountId, wanted), releaseHoldOf(tx, accountId)])
    if (seen.items.length === 0) refuse('cart.empty')
    const { lines, need, problems } = drawUp({ ...wanted, items: seen.items }, seen)
    const [problem] = problems
    if (problem !== undefined) refuse(problem.code, problem.details)
    const { rules, now } = seen
    const id = newId()
    const chosen = wanted.slot ?? null
    const points = chosen === null ? 0 : need.points
    // Not by the hold before, or a slot could be kept for ever beyond its cut-off.
    const slots = chosen === null ? [null] : slotsFor(tx, { rules, need, now }, chosen, null)
    const pieces = demandOf(lines.flatMap((line) => line ?? []))
    const kept = await exchange(tx, rules, before?.kept ?? NOTHING_KEPT, { cause: 'hold', ref: id, pieces, points, slots })
    if (kept === null) return await refuseFull(tx, { rules, need, now }, chosen)
    appendAll(tx, kept.said)
    const { slotId = null, day = null } = chosen ?? {}
    return toHold(await insertHold(tx, { id, accountId, slotId, day, points, minutes: rules.holdMinutes }))
  })
}

/** From now on for as long as a new one, at most {@link MOST_EXTENSIONS} times; then it is answered as it stands. @throws Refusal `hold.over` */
export async function extend({ db }: Deps, accountId: string, id: string): Promise<Hold> {
  const { holdMinutes } = await readRules(db.read)
  return toHold((await extendHold(db.read, accountId, id, holdMinutes)) ?? refuse('hold.over'))
}

/** What is over already needs no releasing. */
export async function release({ db }: Deps, accountId: string, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const [ended, rules] = await Promise.all([releaseHold(tx, accountId, id), readRules(tx)])
    if (ended !== null) appendAll(tx, await putBack(tx, rules, ended.kept))
  })
}

export async function currentHold(read: Queryable, accountId: string | null, now: Date): Promise<CurrentHold> {
  const hold = accountId === null ? null : await findHold(read, accountId)
  return { hold: hold && toHold(hold), now: (hold?.now ?? now).toISOString() }
}

const toHold = ({ id, slotId, day, points, expiresAt, extended, now }: HoldRow): Hold => ({
  _id: id,
  slotId,
  day,
  points,
  expiresAt: expiresAt.toISOString(),
  extensionsLeft: MOST_EXTENSIONS - extended,
  now: now.toISOString(),
})
