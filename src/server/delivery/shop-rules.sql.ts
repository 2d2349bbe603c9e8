import { sql } from 'kysely'
import type { ShopState } from '../../contract/shop.ts'
import type { Zone } from '../../domain/delivery.ts'
import type { Paise } from '../../domain/money.ts'
import type { Calendar, SlotRule } from '../../domain/slots.ts'
import type { TaxRate } from '../../domain/tax.ts'
import type { Queryable } from '../db/database.ts'
import type { PaymentRules } from '../payments/provider.ts'

/** What every order needs to know of the shop and hardly ever changes. */
export type ShopRules = Calendar & {
  readonly state: ShopState
  readonly stateNote: string
  readonly deliveryFee: Paise
  readonly freeDeliveryAbove: Paise | null
  readonly holdMinutes: number
  /** Registered for tax. */
  readonly registered: boolean
  /** Of the shop, as GST counts states. */
  readonly stateCode: string
  /** By pincodes and how pincodes begin. Empty: the shop has no zones and delivers everywhere. */
  readonly zones: ReadonlyMap<string, Zone>
  readonly taxRates: readonly TaxRate[]
  readonly payment: PaymentRules
}

type Row = Omit<ShopRules, 'zones' | 'closed'> & {
  readonly stamp: string
  readonly zones: readonly (Zone & { readonly pincodes: readonly string[] })[]
  readonly closed: readonly { readonly day: string; readonly note: string }[]
  readonly slots: readonly SlotRule[]
}

/** By their stamps. Two, since a change of the rules meets orders that have read those of before. */
const kept = new Map<string, ShopRules>()
const MOST_KEPT = 2

/** The rules' stamp, as an expression for whatever is read first. */
export const STAMP = sql<string>`(select stamp from rules_stamp)`

/** @param stamp as `read` sees it, when the caller has read it already: then the rules need not be read where they are known */
export async function readRules(read: Queryable, stamp?: string): Promise<ShopRules> {
  const seen = stamp ?? (await sql<{ stamp: string }>`select ${STAMP} as stamp`.execute(read)).rows[0]?.stamp ?? ''
  const known = kept.get(seen)
  if (known !== undefined) return known
  const { rows } = await sql<Row>`
    select ${STAMP} as stamp, s.state, s.state_note as "stateNote", s.time_zone as "timeZone", s.delivery_fee as "deliveryFee",
           s.free_delivery_above as "freeDeliveryAbove", to_char(s.same_day_until, 'HH24:MI') as "sameDayUntil", s.days_ahead as "daysAhead",
           case s.state when 'busy' then s.busy_hours else 0 end as "busyHours", s.day_capacity as "dayCapacity",
           s.hold_minutes as "holdMinutes", s.gstin is not null as registered, s.state_code as "stateCode",
           json_build_object('shopName', s.name, 'upiId', s.upi_id, 'upiName', s.upi_name, 'payMinutes', s.pay_minutes) as payment,
           (select coalesce(json_agg(json_build_object('id', z.id, 'name', z.name, 'fee', z.fee, 'freeAbove', z.free_above, 'pincodes',
              (select coalesce(json_agg(p.pincode), '[]') from zone_pincodes p where p.zone_id = z.id))), '[]') from zones z where z.active) as zones,
           (select coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'mode', t.mode, 'starts', to_char(t.starts, 'HH24:MI'),
              'ends', to_char(t.ends, 'HH24:MI'), 'weekdays', t.weekdays, 'capacity', t.capacity, 'cutOffMinutes', t.cut_off_minutes)
              order by t.id), '[]') from slots t where t.active) as slots,
           (select coalesce(json_agg(t.id), '[]') from slots t where not t.active) as retired,
           (select coalesce(json_agg(c), '[]') from closed_days c) as closed,
           (select coalesce(json_agg(r order by r.hsn, r.since), '[]') from tax_rates r) as "taxRates"
      from settings s`.execute(read)
  const [row] = rows
  if (row === undefined) throw new Error('The shop has no settings')
  return keep(row)
}

function keep({ stamp, zones, closed, ...rest }: Row): ShopRules {
  const rules = {
    ...rest,
    zones: new Map(zones.flatMap(({ pincodes, ...zone }) => pincodes.map((pincode) => [pincode, zone] as const))),
    closed: new Map(closed.map(({ day, note }) => [day, note])),
  }
  kept.set(stamp, rules)
  for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest)
  return rules
}
