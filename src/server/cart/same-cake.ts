import { type Choice, sameChoice } from '../../domain/choice.ts'

export type Cake = Choice & { readonly productId: string; readonly message: string }

/** The same in all but quantity: one line of a cart. */
export const sameCake = (one: Cake, other: Cake): boolean =>
  one.productId === other.productId && one.message === other.message && sameChoice(one, other)
