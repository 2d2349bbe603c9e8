const { writeFileSync, mkdtempSync, rmSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { JobQueueService, bootstrap } = require('@vendure/core')
const { populate } = require('@vendure/core/cli')
const { config } = require('./config.cjs')

/** A bakery in India: one tax, one way of delivery, one way to pay. */
const INITIAL = {
  defaultLanguage: 'en',
  defaultZone: 'Asia',
  countries: [{ name: 'India', code: 'IN', zone: 'Asia' }],
  taxRates: [{ name: 'GST', percentage: 5 }],
  shippingMethods: [{ name: 'Delivery', price: 5000, taxRate: 5 }],
  paymentMethods: [
    { name: 'Cash on delivery', handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'false' }] } },
  ],
  collections: [],
}
const COLUMNS =
  'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets'

/** @param {{ name: string, description: string, basePrice: number }[]} products */
const toCsv = (products) =>
  [
    COLUMNS,
    ...products.map(({ name, description, basePrice }, i) =>
      [name, `cake-${i}`, description, '', 'category:Cakes', '', '', `CK${i}`, basePrice, 'GST', 1_000_000, 'true', '', '']
        .map((cell) => `"${String(cell).replaceAll('"', '""')}"`)
        .join(','),
    ),
  ].join('\n')

/** @param {{ name: string, description: string, basePrice: number }[]} products */
async function fill(products) {
  const folder = mkdtempSync(join(tmpdir(), 'vendure-'))
  const file = join(folder, 'products.csv')
  writeFileSync(file, toCsv(products))
  const start = async () => {
    const app = await bootstrap(config)
    await app.get(JobQueueService).start()
    return app
  }
  await populate(start, INITIAL, file)
  rmSync(folder, { recursive: true })
}

/**
 * Started with VENDURE_DATABASE. With VENDURE_FILL=1 it is told by message what to sell and answers when it has it; its search index
 * follows while it runs on. Without, it serves and says on which port.
 */
process.once('disconnect', () => process.exit(0))
if (process.env.VENDURE_FILL === '1')
  process.once('message', async (products) => {
    await fill(products)
    process.send?.('filled')
  })
else bootstrap(config).then((app) => process.send?.(app.getHttpServer().address()))
process.send?.('loaded')
