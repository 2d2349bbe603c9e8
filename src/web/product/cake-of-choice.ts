import type { Product } from '../../contract/product.ts'
import type { CakeOptions } from '../../domain/cake/draw-cake.ts'
import { flavourKey } from '../../domain/cake/flavour-key.ts'
import type { Choice } from '../../domain/choice.ts'
import { drawingOf } from '../cake/drawing-of.ts'

const kilograms = (size: string): number | undefined => {
  const [, weight] = /(\d+(?:[.,]\d+)?)\s*kg/i.exec(size) ?? []
  return weight === undefined ? undefined : Number(weight.replace(',', '.'))
}

const tiers = (size: string): number | undefined => {
  const [, count] = /(\d)\s*tier/i.exec(size) ?? []
  return count === undefined ? undefined : Number(count)
}

/** The product's cake as chosen. Its first flavour looks like its picture; every other one takes its own colours. */
export function cakeOf(product: Pick<Product, 'name' | 'drawing' | 'flavors'>, { flavor, size }: Choice, message: string): CakeOptions {
  const drawing = drawingOf(product)
  const own = flavor === '' || product.flavors[0]?.name === flavor
  return {
    ...drawing,
    flavour: own ? drawing.flavour : flavourKey(flavor),
    kg: drawing.family === 'tiered' ? undefined : kilograms(size),
    tiers: tiers(size) ?? drawing.tiers,
    message,
  }
}
