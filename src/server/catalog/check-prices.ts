import type { ProductInput } from '../../contract/product.ts'
import { refuse } from '../refusal.ts'

/** @throws Refusal `request.invalid` when the price to compare with is none: it must be above the price */
export function checkPrices({ basePrice, compareAtPrice }: Pick<ProductInput, 'basePrice' | 'compareAtPrice'>): void {
  if (compareAtPrice !== null && compareAtPrice <= basePrice)
    refuse('request.invalid', { issues: [{ path: 'body/compareAtPrice', message: 'must be above the price' }] })
}
