import type { ClosedDay, ClosedDayAnswer, PlannedDay } from '../../contract/delivery.ts'
import { kitchenLeft, leftIn } from '../../domain/slots.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import { append } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { readRules } from '../delivery/shop-rules.sql.ts'
import { lockKitchenDay, readTaken } from '../delivery/slot-days.sql.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { deleteClosedDay, findClosedDay, listClosedDays, planDays, setSlotDayCapacity, writeClosedDay } from './plan.sql.ts'
import { lockSettings } from './settings.sql.ts'
import { tellShop } from './tell-shop.ts'

const MOST = 400

/** Closing a day that orders are due on is allowed: they stay, and the answer says how many they are. */
export async function closeDay({ db }: Deps, by: Viewer, { day, note }: ClosedDay): Promise<ClosedDayAnswer> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    const before = await findClosedDay(tx, day)
    if (before === undefined && (await listClosedDays(tx, '0001-01-01')).length >= MOST) refuse('settings.too-many')
    if (before?.note !== note) {
      await writeClosedDay(tx, day, note)
      const action = before === undefined ? 'closed-day.create' : 'closed-day.update'
      audit(tx, by.accountId, { action, entity: `closed-day:${day}`, before: before ?? null, after: { day, note } })
      await tellShop(tx)
    }
    const [closed] = await listClosedDays(tx, day)
    return closed ?? refuse('settings.not-found')
  })
}

/** @throws Refusal `settings.not-found` */
export async function openDay({ db }: Deps, by: Viewer, day: string): Promise<ClosedDay> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    const before = (await findClosedDay(tx, day)) ?? refuse('settings.not-found')
    await deleteClosedDay(tx, day)
    audit(tx, by.accountId, { action: 'closed-day.delete', entity: `closed-day:${day}`, before, after: null })
    await tellShop(tx)
    return before
  })
}

/**
 * What one slot can take on one day. Who is choosing a slot sees what is left at once.
 * @throws Refusal `settings.not-found`
 */
export async function planSlotDay({ db }: Deps, by: Viewer, slotId: string, day: string, capacity: number | null): Promise<PlannedDay> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    const rules = await readRules(tx)
    // Where the day is limited, what is left of it counts too.
    lockKitchenDay(tx, day)
    const set = (await setSlotDayCapacity(tx, slotId, day, capacity)) ?? refuse('settings.not-found')
    if (set.before !== capacity) {
      const entity = `slot:${slotId}:${day}`
      audit(tx, by.accountId, { action: 'slot-day.update', entity, before: { capacity: set.before }, after: { capacity } })
      const slot = rules.slots.find(({ id }) => id === slotId)
      const takenOf = await readTaken(tx, day, day)
      const left = slot === undefined ? 0 : leftIn(rules, { slot, day }, takenOf)
      const kitchen = kitchenLeft(rules, day, takenOf)
      append(tx, { type: 'slot_updated', entity, rev: set.version, at: set.at.toISOString() }, [
        ['public', { slotId, day, left, ...kitchen }],
      ])
      await tellShop(tx)
    }
    return theDay(tx, day)
  })
}

async function theDay(tx: Tx, day: string): Promise<PlannedDay> {
  const [planned] = await planDays(tx, day, 1)
  return planned ?? refuse('settings.not-found')
}
