import { expect, test } from 'vitest'
import type { AdminProduct } from '../../../contract/product.ts'
import { arrives, queryOf } from './product-query.ts'

const product = (name: string, _id = name): AdminProduct =>
  ({ _id, name, category: 'Cakes', subcategory: '', description: '', available: true, archived: false }) as AdminProduct

const FULL = Array.from({ length: queryOf({}).limit ?? 0 }, (_, i) => product(`m${String(i).padStart(2, '0')}`))
const page = (items: readonly AdminProduct[], next: string | null) => ({ items, next, total: items.length })

test('a product waits above the page that it would stand on, and above no other', () => {
  const first = page(FULL, 'more')
  expect(['almond', 'Éclair', 'M10 and a half'].map((name) => arrives(product(name), first, {}))).toEqual([true, true, true])
  expect(['zest', 'Walnut', 'M49 and a half'].map((name) => arrives(product(name), first, {}))).toEqual([false, false, false])
  expect(['0', 'x'].map((id) => arrives(product('M49', id), first, {}))).toEqual([true, false])
  expect(arrives(product('almond'), first, { after: 'mark' })).toBe(false)
})

test('a page that is not full has room at its end', () => {
  expect(arrives(product('zest'), page(FULL.slice(0, 3), null), {})).toBe(true)
  expect(arrives(product('zest'), page([], null), {})).toBe(true)
  expect(arrives(product('zest'), page(FULL, null), {})).toBe(false)
})

test('what the filters leave out does not wait', () => {
  expect(arrives(product('almond'), page([], null), { category: 'Bread' })).toBe(false)
  expect(arrives(product('almond'), page([], null), { search: 'ALM cake' })).toBe(true)
  expect(arrives(product('m01'), page(FULL, 'more'), {})).toBe(false)
})
