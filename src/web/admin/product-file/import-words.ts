import type { ImportReport, ProductImport } from '../../../contract/product-file.ts'

export const counted = (count: number): string => count.toLocaleString('en-IN')
export const products = (count: number): string => (count === 1 ? '1 product' : `${counted(count)} products`)
export const rowsOf = (count: number): string => (count === 1 ? '1 row' : `${counted(count)} rows`)

/** What a file is called on screen. */
export const nameOf = ({ name }: Pick<ProductImport, 'name'>): string => (name === '' ? 'A file' : name)

/** What a file does, or did. */
export function summary({ bad, create, change, same, left = 0 }: ImportReport['counts']): string {
  const parts = [
    create > 0 && `${products(create)} new`,
    change > 0 && `${products(change)} changed`,
    same > 0 && `${products(same)} as they are`,
    left > 0 && `${rowsOf(left)} not written`,
  ]
  const rest = parts.filter(Boolean).join(', ')
  return bad === 0
    ? `${rest || 'No row in it'}.`
    : `${bad === 1 ? '1 row is bad' : `${counted(bad)} rows are bad`}${rest && `; else ${rest}`}.`
}
