import type { AdminProduct, ProductConflict, ProductPatch } from '../../../contract/product.ts'
import { type Answer, api } from '../../live/api.ts'

type Change = Omit<ProductPatch, 'version'>

/** Somebody who is overtaken that often in a row is told so. */
const TRIES = 5

/**
 * Changes fields of a product that was seen at `version`. Where somebody saved meanwhile and nothing clashes, what was changed here
 * goes on top of theirs; a clash comes back as `product.changed`.
 */
export async function saveProduct(id: string, change: Change, version: number): Promise<Answer<AdminProduct>> {
  let wanted = { ...change, version }
  for (let tries = 1; ; tries++) {
    const answer = await api<AdminProduct>('PATCH', `/api/products/${id}`, wanted)
    if (answer.ok || answer.problem.code !== 'product.changed' || tries === TRIES) return answer
    const { conflicts, onlyYours, yours, theirs } = answer.problem as unknown as ProductConflict
    if (conflicts.length > 0) return answer
    wanted = { ...Object.fromEntries(onlyYours.map((field) => [field, yours[field]])), version: theirs.version }
  }
}
