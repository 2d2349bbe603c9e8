import { sql } from 'kysely'
import type { TaxRate, TaxRateAnswer } from '../../contract/shop.ts'
import type { Queryable, Tx } from '../db/database.ts'

/** Something with this code was taxed on or after that day, by the shop's calendar. */
const isUsed = (hsn: unknown, since: unknown) => sql<boolean>`exists (
  select from order_items i join orders o on o.id = i.order_id
   where i.hsn = ${hsn} and i.tax_rate is not null and o.created_at >= ${since}::timestamp at time zone (select time_zone from settings))`

export async function listTaxRates(read: Queryable): Promise<TaxRateAnswer[]> {
  const { rows } = await sql<TaxRateAnswer>`
    select r.hsn, to_char(r.since, 'YYYY-MM-DD') as since, r.rate / 100.0::float8 as rate,
           ${isUsed(sql.ref('r.hsn'), sql.ref('r.since'))} as used
      from tax_rates r order by r.hsn, r.since desc`.execute(read)
  return rows
}

export async function findTaxRate(tx: Tx, hsn: string, since: string): Promise<TaxRate | undefined> {
  const { rows } = await sql<TaxRate>`
    select hsn, to_char(since, 'YYYY-MM-DD') as since, rate / 100.0::float8 as rate from tax_rates
     where hsn = ${hsn} and since = ${since}::date`.execute(tx)
  return rows[0]
}

export async function isTaxed(tx: Tx, { hsn, since }: Pick<TaxRate, 'hsn' | 'since'>): Promise<boolean> {
  const { rows } = await sql<{ used: boolean }>`select ${isUsed(hsn, sql`${since}::date`)} as used`.execute(tx)
  return rows[0]?.used === true
}

export async function writeTaxRate(tx: Tx, { hsn, since, rate }: TaxRate): Promise<void> {
  await sql`insert into tax_rates (hsn, since, rate) values (${hsn}, ${since}::date, ${Math.round(rate * 100)})
    on conflict (hsn, since) do update set rate = excluded.rate`.execute(tx)
}

export async function deleteTaxRate(tx: Tx, { hsn, since }: Pick<TaxRate, 'hsn' | 'since'>): Promise<void> {
  await sql`delete from tax_rates where hsn = ${hsn} and since = ${since}::date`.execute(tx)
}
