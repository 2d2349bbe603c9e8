import { isDeepStrictEqual } from 'node:util'
import type { Slot, SlotInput } from '../../contract/delivery.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { lockSettings } from './settings.sql.ts'
import { deleteSlot, findSlot, insertSlot, isSlotUsed, listSlots, writeSlot } from './slots.sql.ts'
import { tellShop } from './tell-shop.ts'

const MOST = 200

/** @throws Refusal `request.invalid` when it ends before it starts, `settings.too-many` */
export async function createSlot({ db }: Deps, by: Viewer, input: SlotInput): Promise<Slot> {
  checkWindow(input)
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    if ((await listSlots(tx)).length >= MOST) refuse('settings.too-many')
    const id = await insertSlot(tx, input)
    const slot = (await findSlot(tx, id)) ?? refuse('settings.not-found')
    audit(tx, by.accountId, { action: 'slot.create', entity: `slot:${id}`, before: null, after: slot })
    await tellShop(tx)
    return slot
  })
}

/**
 * Orders that were taken keep the window that they were promised.
 * @throws Refusal `settings.changed` with `{current}`, `settings.not-found`, `request.invalid`
 */
export async function changeSlot({ db }: Deps, by: Viewer, id: string, input: SlotInput, seen: number | undefined): Promise<Slot> {
  checkWindow(input)
  return db.transaction(async (tx) => {
    const before = await lockSlot(tx, id, seen)
    const { _id, version, ...fields } = before
    if (isDeepStrictEqual({ ...input, weekdays: [...new Set(input.weekdays)].sort() }, fields)) return before
    return update(tx, by, before, input)
  })
}

async function update(tx: Tx, by: Viewer, before: Slot, input: SlotInput): Promise<Slot> {
  writeSlot(tx, before._id, input)
  const after = (await findSlot(tx, before._id)) ?? refuse('settings.not-found')
  audit(tx, by.accountId, { action: 'slot.update', entity: `slot:${before._id}`, before, after })
  await tellShop(tx)
  return after
}

/**
 * One that orders name is switched off instead.
 * @returns whether it is gone, and the slot as it was left
 * @throws Refusal `settings.changed` with `{current}`, `settings.not-found`
 */
export async function removeSlot(
  { db }: Deps,
  by: Viewer,
  id: string,
  seen: number | undefined,
): Promise<{ removed: boolean; slot: Slot }> {
  return db.transaction(async (tx) => {
    const before = await lockSlot(tx, id, seen)
    const { _id, version, ...fields } = before
    if (await isSlotUsed(tx, id)) {
      if (!before.active) return { removed: false, slot: before }
      return { removed: false, slot: await update(tx, by, before, { ...fields, active: false }) }
    }
    deleteSlot(tx, id)
    audit(tx, by.accountId, { action: 'slot.delete', entity: `slot:${id}`, before, after: null })
    await tellShop(tx)
    return { removed: true, slot: before }
  })
}

async function lockSlot(tx: Tx, id: string, seen: number | undefined): Promise<Slot> {
  await lockSettings(tx)
  const current = (await findSlot(tx, id)) ?? refuse('settings.not-found')
  if (seen !== undefined && seen !== current.version) refuse('settings.changed', { current })
  return current
}

function checkWindow({ starts, ends }: SlotInput): void {
  if (ends <= starts) refuse('request.invalid', { issues: [{ path: 'body/ends', message: 'must be after the start' }] })
}
