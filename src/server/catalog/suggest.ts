import { MOST_SUGGESTIONS, type Suggestion } from '../../contract/product.ts'
import type { Queryable } from '../db/database.ts'
import { listCategories, listProducts } from './product-list.sql.ts'

const MOST_CATEGORIES = 3

/** What may be meant by these words: categories of the menus that begin so, then products, the best rated first. */
export async function suggest(read: Queryable, typed: string): Promise<Suggestion[]> {
  const search = typed.trim()
  if (search === '') return []
  const start = search.toLowerCase()
  const begins = (name: string) => ` ${name.toLowerCase()}`.includes(` ${start}`)
  const categories = (await listCategories(read)).filter(({ name }) => begins(name)).slice(0, MOST_CATEGORIES)
  const limit = MOST_SUGGESTIONS - categories.length
  const { items } = await listProducts(read, { search, sort: 'rating', limit }, { for: 'public' })
  return [
    ...categories.map(({ name }): Suggestion => ({ kind: 'category', name, _id: '' })),
    ...items.map(({ name, _id }): Suggestion => ({ kind: 'product', name, _id })),
  ]
}
