import type { AdminProduct, ProductInput } from '../../../contract/product.ts'
import { type Answer, api } from '../../live/api.ts'
import { newKey } from '../../live/new-key.ts'
import { saveProduct } from './save-product.ts'

type Try = { readonly key: string; readonly input: ProductInput }

/** The shop looked at the product itself and made none. Who is turned away at the door may have been let in before. */
const JUDGED: readonly string[] = ['request.invalid', 'picture.unknown']

/**
 * One wish for a new product, until it is known to be one: a double click, and a try after an answer that never came, make no second. What
 * was changed in between is saved on top.
 */
export function creation(): (input: ProductInput) => Promise<Answer<AdminProduct>> {
  let open: Try | null = null
  return async function create(input): Promise<Answer<AdminProduct>> {
    const sent: Try = open ?? { key: newKey(), input }
    open = sent
    const answer = await api<AdminProduct>('POST', '/api/products', sent.input, { headers: { 'Idempotency-Key': sent.key } })
    const isLatest = JSON.stringify(sent.input) === JSON.stringify(input)
    if (answer.ok) {
      open = null
      return isLatest ? answer : await saveProduct(answer.data._id, input, answer.data.version)
    }
    if (!JUDGED.includes(answer.problem.code)) return answer
    open = null
    return isLatest ? answer : await create(input)
  }
}
