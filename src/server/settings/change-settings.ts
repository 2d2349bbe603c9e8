import { isDeepStrictEqual } from 'node:util'
import type { SetShopState, Settings, SettingsAnswer, SettingsPatch, ShopInfo } from '../../contract/shop.ts'
import { financialYear, PAPER_KINDS, seriesOf } from '../../domain/paper-number.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { isOthersSeries } from '../papers/papers.sql.ts'
import { refuse } from '../refusal.ts'
import { knowsTimeZone, lockSettings, readSettings, readShopInfo, writeSettings, writeShopState } from './settings.sql.ts'
import { tellShop } from './tell-shop.ts'

const ENTITY = 'settings:1'

/**
 * @param seen the version that the form was opened at, when it says so
 * @throws Refusal `settings.changed` with `{current}`, `request.invalid` for a time zone that this server does not know,
 *   `prefix.taken` when papers of this year would get numbers that others have
 */
export async function changeSettings(
  { db, now }: Deps,
  by: Viewer,
  patch: Omit<SettingsPatch, 'version'>,
  seen: number | undefined,
): Promise<SettingsAnswer> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    const current = await readSettings(tx)
    if (seen !== undefined && seen !== current.version) refuse('settings.changed', { current })
    const { version: _, ...before } = current
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    const after: Settings = { ...before, ...given }
    if (isDeepStrictEqual(after, before)) return current
    if (after.timeZone !== before.timeZone) await checkTimeZone(tx, after.timeZone)
    if (after.invoicePrefix !== before.invoicePrefix) await checkPrefix(tx, after, now())
    writeSettings(tx, after)
    audit(tx, by.accountId, { action: 'settings.update', entity: ENTITY, before, after })
    await tellShop(tx)
    return readSettings(tx)
  })
}

const NO_ZONE = { issues: [{ path: 'body/timeZone', message: 'must be a time zone like Asia/Kolkata' }] }

/** Both clocks must know it: this program's and the database's. */
async function checkTimeZone(tx: Tx, timeZone: string): Promise<void> {
  if (!isTimeZone(timeZone) || !(await knowsTimeZone(tx, timeZone))) refuse('request.invalid', NO_ZONE)
}

const TAKEN = { issues: [{ path: 'body/invoicePrefix', message: 'gives numbers that papers of this year have' }] }

/** `CWC` begins the invoices of one prefix and the credit notes of another, and each kind counts by itself. */
async function checkPrefix(tx: Tx, { invoicePrefix, timeZone }: Settings, now: Date): Promise<void> {
  const year = financialYear(now, timeZone)
  for (const kind of PAPER_KINDS) if (await isOthersSeries(tx, kind, seriesOf(kind, invoicePrefix, year))) refuse('prefix.taken', TAKEN)
}

function isTimeZone(timeZone: string): boolean {
  try {
    // The platform lists each zone once, under the older of its names: Asia/Calcutta.
    const { timeZone: listed } = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions()
    return listed === 'UTC' || [listed, timeZone].some((name) => Intl.supportedValuesOf('timeZone').includes(name))
  } catch {
    return false
  }
}

/** Opens, pauses, or says that it takes longer. Every open page hears it at once. */
export async function setShopState({ db }: Deps, by: Viewer, { state, note }: SetShopState): Promise<ShopInfo> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    const before = await readShopInfo(tx)
    if (before.state === state && before.stateNote === note) return before
    writeShopState(tx, state, note)
    const was = { state: before.state, note: before.stateNote }
    audit(tx, by.accountId, { action: 'shop.state', entity: ENTITY, before: was, after: { state, note } })
    return tellShop(tx)
  })
}
