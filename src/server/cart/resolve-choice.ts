import { type Choice, choose, type Wanted } from '../../domain/choice.ts'
import type { Paise } from '../../domain/money.ts'
import type { Thousandths } from '../../domain/price.ts'
import { refuse } from '../refusal.ts'
import type { Offer } from './carts.sql.ts'

export type Resolved = {
  readonly offer: Offer
  readonly choice: Choice
  readonly factors: readonly Thousandths[]
  readonly charges: readonly Paise[]
  /** Capacity points of one piece. */
  readonly points: number
}

/**
 * What is meant by the wanted options of this product.
 * @param where goes into the refusal: which line it was
 * @throws Refusal `product.unavailable`, `option.unknown` and `option.unavailable` with `{option, name}`
 */
export function resolveChoice(offer: Offer | undefined, wanted: Wanted, where: Readonly<Record<string, unknown>>): Resolved {
  // A hidden product is answered as one that never was.
  if (offer === undefined || !offer.onOffer) return refuse('product.unavailable', where)
  const { choice, factors, charges, points, unknown, unavailable } = choose(offer.options, wanted)
  const [none] = unknown
  if (none !== undefined) refuse('option.unknown', { ...where, option: none.field, name: none.name })
  const [paused] = unavailable
  if (paused !== undefined) refuse('option.unavailable', { ...where, option: paused.field, name: paused.name })
  return { offer, choice, factors, charges, points: points ?? offer.points }
}
