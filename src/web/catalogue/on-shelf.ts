import type { AdminProduct, Product } from '../../contract/product.ts'

/** Staff are told of hidden and archived products too; the shop shows them to nobody. */
export const isOnShelf = <P extends Product | AdminProduct>(product: P | null): product is P =>
  product?.available === true && !('archived' in product && product.archived)
