import type { CartLine, LineInput } from '../../contract/cart.ts'

export const lineInput = ({ productId, quantity, flavor, size, eggOption, design, extras, message }: CartLine): LineInput => ({
  productId,
  quantity,
  flavor,
  size,
  eggOption,
  design,
  extras,
  message,
})
