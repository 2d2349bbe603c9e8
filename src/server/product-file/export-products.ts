import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import type { ProductInput } from '../../contract/product.ts'
import { listProducts } from '../catalog/product-list.sql.ts'
import { fieldsOf } from '../catalog/product-row.ts'
import type { Queryable } from '../db/database.ts'
import { COLUMNS, writeRow } from './cells.ts'
import { guardCell } from './guard-cell.ts'

const PAGE = 500

/**
 * Every product that is not archived, newest first, page by page as the reader takes them: each row is as it stood when its page was
 * read, and carries its version.
 */
export const exportProducts = (read: Queryable, bom: boolean): Readable => toCsv(allProducts(read), bom)

async function* allProducts(read: Queryable): AsyncGenerator<string[]> {
  let after: string | undefined
  do {
    const page = await listProducts(read, { sort: 'newest', limit: PAGE, ...(after !== undefined && { after }) }, { for: 'staff' })
    for (const product of page.items) yield writeRow(product._id, String(product.version), fieldsOf(product))
    after = page.next ?? undefined
  } while (after !== undefined)
}

/** What a new product looks like in a file. */
const EXAMPLE: ProductInput = {
  ...{ name: 'Mango cake (an example)', category: 'Cakes', subcategory: 'Fruit', description: 'Alphonso between two layers of sponge.' },
  ...{ basePrice: 749.5, compareAtPrice: 899, costPrice: 300, stock: null, available: false, featured: false, leadHours: 24, points: 2 },
  ...{ hsn: '1905', allergens: ['gluten', 'milk'], publishAt: null, unpublishAt: null, image: '', imageAlt: '', drawing: null },
  flavors: [{ name: 'Mango', priceMultiplier: 1, charge: 0, available: true }],
  sizes: [
    { name: '0.5 kg', servings: 'serves 4–6', priceMultiplier: 1, charge: 0, available: true, points: null },
    { name: '1 kg', servings: 'serves 8–10', priceMultiplier: 1.9, charge: 0, available: true, points: 3 },
  ],
  eggOptions: [
    { name: 'Egg', priceMultiplier: 1, charge: 0, available: true },
    { name: 'Eggless', priceMultiplier: 1, charge: 50, available: true },
  ],
  designs: [{ name: 'Photo on top', charge: 250, available: true }],
  extras: [{ name: 'Candles', charge: 60, available: false }],
}

/** The header and one example, to fill in. */
export const templateFile = (): Readable => toCsv([writeRow('', '', EXAMPLE)], true)

/** Every cell is quoted, and none is a formula. */
function toCsv(rows: Iterable<string[]> | AsyncIterable<string[]>, bom: boolean): Readable {
  const csv = stringify({
    header: true,
    columns: [...COLUMNS],
    quoted: true,
    quoted_empty: true,
    bom,
    record_delimiter: 'windows',
    cast: { string: guardCell },
  })
  // Whoever reads it is told of a failure by its end.
  return pipeline(Readable.from(rows), csv, () => undefined)
}
