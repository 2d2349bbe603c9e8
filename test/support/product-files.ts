import type { ImportReport, ProductImport } from '../../src/contract/product-file.ts'
import type { Problem } from '../../src/contract/refusal.ts'
import type { Person, TestShop } from './boot.ts'

export type ImportAnswer = Problem & ImportReport & { report?: ImportReport; import?: ProductImport; line?: number; why?: string }

/** Sends a file of products, as `curl` would. */
export const sendFile = (shop: TestShop, as: Person, raw: string, { key, query = '' }: { key?: string; query?: string } = {}) =>
  shop.call<ImportAnswer>('POST', `/api/admin/products/import${query}`, {
    as,
    raw,
    headers: { 'content-type': 'text/csv', ...(key !== undefined && { 'idempotency-key': key }) },
  })

/** Products that are new. */
export const newRows = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `,,${word} ${i},Buns,${10 + (i % 80)}`)

export const fileOf = (rows: readonly string[]): string => ['id,version,name,category,basePrice', ...rows].join('\n')

/** What the catalogue was told of imports, in order. */
export async function toldOfImports(shop: TestShop): Promise<(ProductImport & { aud: string })[]> {
  const rows = await shop.sql<{ aud: string; body: string }>(
    `select aud, body from feed.entry where type = 'import_updated' order by seq, n`,
  )
  return rows.map(({ aud, body }) => ({ aud, ...(JSON.parse(body) as { data: ProductImport }).data }))
}
