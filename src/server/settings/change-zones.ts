import { isDeepStrictEqual } from 'node:util'
import type { Zone, ZoneInput } from '../../contract/delivery.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { lockSettings } from './settings.sql.ts'
import { tellShop } from './tell-shop.ts'
import { deleteZone, findZone, insertZone, listZones, takenPincodes, writeZone } from './zones.sql.ts'

const MOST = 200

/** @throws Refusal `zone.overlap` with the `pincodes` and whose they are, `settings.too-many` */
export async function createZone({ db }: Deps, by: Viewer, input: ZoneInput): Promise<Zone> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    if ((await listZones(tx)).length >= MOST) refuse('settings.too-many')
    await checkOverlap(tx, input, null)
    const id = await insertZone(tx, input)
    const zone = (await findZone(tx, id)) ?? refuse('settings.not-found')
    audit(tx, by.accountId, { action: 'zone.create', entity: `zone:${id}`, before: null, after: zone })
    await tellShop(tx)
    return zone
  })
}

/** @throws Refusal `settings.changed` with `{current}`, `settings.not-found`, `zone.overlap` */
export async function changeZone({ db }: Deps, by: Viewer, id: string, input: ZoneInput, seen: number | undefined): Promise<Zone> {
  return db.transaction(async (tx) => {
    const before = await lockZone(tx, id, seen)
    await checkOverlap(tx, input, id)
    const { _id, version, ...fields } = before
    if (isDeepStrictEqual({ ...input, pincodes: [...new Set(input.pincodes)].sort() }, fields)) return before
    writeZone(tx, id, input)
    const after = (await findZone(tx, id)) ?? refuse('settings.not-found')
    audit(tx, by.accountId, { action: 'zone.update', entity: `zone:${id}`, before, after })
    await tellShop(tx)
    return after
  })
}

/** @throws Refusal `settings.changed` with `{current}`, `settings.not-found` */
export async function removeZone({ db }: Deps, by: Viewer, id: string, seen: number | undefined): Promise<Zone> {
  return db.transaction(async (tx) => {
    const before = await lockZone(tx, id, seen)
    deleteZone(tx, id)
    audit(tx, by.accountId, { action: 'zone.delete', entity: `zone:${id}`, before, after: null })
    await tellShop(tx)
    return before
  })
}

async function lockZone(tx: Tx, id: string, seen: number | undefined): Promise<Zone> {
  await lockSettings(tx)
  const current = (await findZone(tx, id)) ?? refuse('settings.not-found')
  if (seen !== undefined && seen !== current.version) refuse('settings.changed', { current })
  return current
}

/** The same beginning in two zones has no longest match. A longer one inside a shorter one has: it is an exception. */
async function checkOverlap(tx: Tx, { pincodes }: ZoneInput, id: string | null): Promise<void> {
  const taken = await takenPincodes(tx, pincodes, id)
  const [first] = taken
  if (first === undefined) return
  const message = `${first.pincode} belongs to ${first.zone}${taken.length === 1 ? '' : ', and others to other zones'}.`
  refuse('zone.overlap', { taken, issues: [{ path: 'body/pincodes', message }] })
}
