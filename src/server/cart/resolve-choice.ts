import { type Choice, choose } from '../../domain/choice.ts'
import type { Thousandths } from '../../domain/price.ts'
import { refuse } from '../refusal.ts'
import type { Offer } from './carts.sql.ts'

type Wanted = { readonly [F in keyof Choice]?: string | undefined }

/**
 * What is meant by the wanted options of this product.
 * @param where goes into the refusal: which line it was
 * @throws Refusal `product.unavailable`, `option.unknown`
 */
export function resolveChoice(
  offer: Offer | undefined,
  wanted: Wanted,
  where: Readonly<Record<string, unknown>>,
): { offer: Offer; choice: Choice; factors: readonly Thousandths[] } {
  // A hidden product is answered as one that never was.
  if (offer === undefined || !offer.onOffer) return refuse('product.unavailable', where)
  const { choice, factors, unknown } = choose(offer.options, wanted)
  const [option] = unknown
  if (option !== undefined) refuse('option.unknown', { ...where, option })
  return { offer, choice, factors }
}
