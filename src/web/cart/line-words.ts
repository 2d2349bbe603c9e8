import type { Cart, CartLine } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import { CHOICE_FIELDS, type Choice } from '../../domain/choice.ts'
import { chooseOf } from '../catalogue/price-of.ts'

/** "Chocolate, 1 kg, Eggless, Photo on top, Candles" */
export const optionsOf = (line: Choice): string =>
  [...CHOICE_FIELDS.map((field) => line[field]), line.design, ...line.extras].filter(Boolean).join(', ')

/** "Truffle, 1 kg": enough to know one line from another. */
export const nameOf = ({ name, size }: Pick<CartLine, 'name' | 'size'>): string => [name, size].filter(Boolean).join(', ')

export const piecesOf = (lines: readonly Pick<CartLine, 'quantity'>[]): number => lines.reduce((sum, line) => sum + line.quantity, 0)

export const isReady = ({ state }: Pick<CartLine, 'state'>): boolean => state === 'ready'

/** The options of this line that its product no longer has, or that it cannot be had with now. */
export function lostOptions(line: CartLine, product: Product): string[] {
  const { unknown, unavailable } = chooseOf(product, line)
  return [...unknown, ...unavailable].map(({ name }) => name)
}

/** Pieces that this line may have: what is left after the lines above it. null: made to order, without limit. */
export function leftFor(line: CartLine, cart: Cart, product: Product | null): number | null {
  if (product === null || product.stock === null) return null
  const above = cart.items.slice(
    0,
    cart.items.findIndex(({ _id }) => _id === line._id),
  )
  const taken = piecesOf(above.filter((other) => other.productId === line.productId && isReady(other)))
  return Math.max(0, product.stock - taken)
}
