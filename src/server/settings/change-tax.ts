import type { TaxRate } from '../../contract/shop.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { lockSettings } from './settings.sql.ts'
import { deleteTaxRate, findTaxRate, isTaxed, listTaxRates, writeTaxRate } from './tax.sql.ts'
import { tellShop } from './tell-shop.ts'

const MOST = 500

const entityOf = ({ hsn, since }: Pick<TaxRate, 'hsn' | 'since'>): string => `tax-rate:${hsn}:${since}`

/**
 * A rate from that day on, until the next.
 * @throws Refusal `tax.used` when orders were already taxed by what held from that day on, `settings.too-many`
 */
export async function setTaxRate({ db }: Deps, by: Viewer, rate: TaxRate): Promise<TaxRate> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    const before = await findTaxRate(tx, rate.hsn, rate.since)
    if (before?.rate === rate.rate) return before
    if (await isTaxed(tx, rate)) refuse('tax.used')
    if (before === undefined && (await listTaxRates(tx)).length >= MOST) refuse('settings.too-many')
    await writeTaxRate(tx, rate)
    const action = before === undefined ? 'tax-rate.create' : 'tax-rate.update'
    audit(tx, by.accountId, { action, entity: entityOf(rate), before: before ?? null, after: rate })
    await tellShop(tx)
    return rate
  })
}

/** @throws Refusal `tax.used`, `settings.not-found` */
export async function removeTaxRate({ db }: Deps, by: Viewer, key: Pick<TaxRate, 'hsn' | 'since'>): Promise<TaxRate> {
  return db.transaction(async (tx) => {
    await lockSettings(tx)
    const before = (await findTaxRate(tx, key.hsn, key.since)) ?? refuse('settings.not-found')
    if (await isTaxed(tx, key)) refuse('tax.used')
    await deleteTaxRate(tx, key)
    audit(tx, by.accountId, { action: 'tax-rate.delete', entity: entityOf(key), before, after: null })
    await tellShop(tx)
    return before
  })
}
