import { sql } from 'kysely'
import type { Settings, SettingsAnswer, ShopInfo, ShopState } from '../../contract/shop.ts'
import { fromRupees, paise, toRupees } from '../../domain/money.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import { offeredBy } from '../payments/provider.ts'

/** What every page needs to know of the shop. */
export async function readShopInfo(read: Queryable): Promise<ShopInfo> {
  const row = await read
    .selectFrom('settings')
    .select(['name', 'tagline', 'phone', 'address', 'time_zone as timeZone', 'demo', 'state', 'state_note as stateNote', 'version'])
    .select(['delivery_fee', 'free_delivery_above', sql<string>`to_char(same_day_until, 'HH24:MI')`.as('sameDayUntil'), 'fssai', 'upi_id'])
    .select(sql<boolean>`exists (select from slots where active)`.as('slots'))
    .executeTakeFirstOrThrow()
  const { delivery_fee: fee, free_delivery_above: freeAbove, fssai, state, upi_id: upiId, ...rest } = row
  return {
    ...rest,
    state: state as ShopState,
    deliveryFee: toRupees(paise(fee)),
    freeDeliveryAbove: freeAbove === null ? null : toRupees(paise(freeAbove)),
    fssai: fssai ?? '',
    paymentMethods: offeredBy(upiId),
  }
}

export async function readSettings(read: Queryable): Promise<SettingsAnswer> {
  const row = await read
    .selectFrom('settings')
    .select(['name', 'tagline', 'phone', 'address', 'time_zone as timeZone', 'delivery_fee', 'free_delivery_above'])
    .select([sql<string>`to_char(same_day_until, 'HH24:MI')`.as('sameDayUntil'), 'days_ahead as daysAhead', 'busy_hours as busyHours'])
    .select(['day_capacity as dayCapacity', 'hold_minutes as holdMinutes', 'legal_name as legalName', 'gstin', 'fssai'])
    .select(['state_code as stateCode', 'invoice_prefix as invoicePrefix', 'reviews_first_checked as reviewsFirstChecked', 'version'])
    .select(['upi_id as upiId', 'upi_name as upiName', 'pay_minutes as payMinutes'])
    .executeTakeFirstOrThrow()
  const { delivery_fee: fee, free_delivery_above: freeAbove, ...rest } = row
  return {
    ...rest,
    deliveryFee: toRupees(paise(fee)),
    freeDeliveryAbove: freeAbove === null ? null : toRupees(paise(freeAbove)),
  }
}

/** From here on nobody else changes anything that the owner sets, until the transaction ends. */
export async function lockSettings(tx: Tx): Promise<void> {
  await sql`select from settings for no key update`.execute(tx)
}

export function writeSettings(tx: Tx, { deliveryFee, freeDeliveryAbove, ...rest }: Settings): void {
  const row = {
    name: rest.name,
    tagline: rest.tagline,
    phone: rest.phone,
    address: rest.address,
    time_zone: rest.timeZone,
    delivery_fee: fromRupees(deliveryFee),
    free_delivery_above: freeDeliveryAbove === null ? null : fromRupees(freeDeliveryAbove),
    same_day_until: rest.sameDayUntil,
    days_ahead: rest.daysAhead,
    busy_hours: rest.busyHours,
    day_capacity: rest.dayCapacity,
    hold_minutes: rest.holdMinutes,
    legal_name: rest.legalName,
    gstin: rest.gstin,
    fssai: rest.fssai,
    state_code: rest.stateCode,
    invoice_prefix: rest.invoicePrefix,
    reviews_first_checked: rest.reviewsFirstChecked,
    upi_id: rest.upiId,
    upi_name: rest.upiName,
    pay_minutes: rest.payMinutes,
  }
  send(tx, tx.updateTable('settings').set(row))
}

export function writeShopState(tx: Tx, state: ShopState, note: string): void {
  send(tx, tx.updateTable('settings').set({ state, state_note: note }))
}

/** @returns when, by the database's clock */
export async function raiseSettingsVersion(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`update settings set version = version + 1 returning now() as at`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The shop has no settings')
  return row.at
}

export async function knowsTimeZone(tx: Tx, timeZone: string): Promise<boolean> {
  const { rows } = await sql`select from pg_timezone_names where lower(name) = lower(${timeZone})`.execute(tx)
  return rows.length > 0
}

/** Today, by the shop's clock, as `2026-11-23`. */
export async function shopToday(read: Queryable): Promise<string> {
  const { rows } = await sql<{ today: string }>`
    select to_char(now() at time zone time_zone, 'YYYY-MM-DD') as today from settings`.execute(read)
  const [row] = rows
  if (row === undefined) throw new Error('The shop has no settings')
  return row.today
}
