import * as z from 'zod'
import { TaxRate, TaxRateAnswer } from '../../contract/shop.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { removeTaxRate, setTaxRate } from './change-tax.ts'
import { listTaxRates } from './tax.sql.ts'

const tags = ['settings']
const config = { access: { right: 'settings' } } as const

/** Rates of tax by HSN code, each from a day on. What orders were taxed by stays. */
export function taxRoutes(api: Api, deps: Deps): void {
  api.get('/admin/tax-rates', {
    config,
    schema: { tags, summary: 'The rates of tax, newest first for each HSN code', response: { 200: z.array(TaxRateAnswer) } },
    handler: async () => listTaxRates(deps.db.read),
  })

  api.post('/admin/tax-rates', {
    config,
    schema: {
      tags,
      summary: 'A rate from a day on',
      description: '409 `tax.used` once orders were taxed on or after that day.',
      body: TaxRate,
      response: { 200: TaxRate },
    },
    handler: async (request) => setTaxRate(deps, request.viewer ?? refuse('auth.required'), request.body),
  })

  api.delete('/admin/tax-rates/:hsn/:since', {
    config,
    schema: {
      tags,
      summary: 'Remove a rate that no order was taxed by',
      params: TaxRate.pick({ hsn: true, since: true }),
      response: { 200: TaxRate },
    },
    handler: async (request) => removeTaxRate(deps, request.viewer ?? refuse('auth.required'), request.params),
  })
}
