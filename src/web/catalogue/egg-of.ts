import type { Product } from '../../contract/product.ts'
import { isEggless } from '../../domain/egg.ts'

/** What a product can be had as. Without egg options nobody has said: it counts as with egg. */
export type EggOffer = 'eggless' | 'both' | 'egg'

export function eggOffer({ eggOptions }: Pick<Product, 'eggOptions'>): EggOffer {
  const eggless = eggOptions.filter((option) => isEggless(option.name)).length
  if (eggless === 0) return 'egg'
  return eggless === eggOptions.length ? 'eggless' : 'both'
}

export const canBeEggless = (product: Pick<Product, 'eggOptions'>): boolean => eggOffer(product) !== 'egg'
