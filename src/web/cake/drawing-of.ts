import type { CSSProperties } from 'react'
import type { Product } from '../../contract/product.ts'
import type { CakeDrawing } from '../../domain/cake/draw-cake.ts'
import { flavourKey } from '../../domain/cake/flavour-key.ts'
import { fieldOf } from '../../domain/cake/palette.ts'

type Drawn = Pick<Product, 'name' | 'drawing'>

/** How a product's cake is drawn; without a drawing of its own, by the flavour in its name. Unknown words fall back while drawing. */
export const drawingOf = ({ name, drawing }: Drawn): CakeDrawing =>
  drawing === null ? { family: 'layer', flavour: flavourKey(name) } : (drawing as CakeDrawing)

/** The flavour's colour field, in light and dark, for `className="colour-field"`. */
export function fieldStyle(flavour: string): CSSProperties {
  const { light, dark } = fieldOf(flavour)
  return { '--f': light, '--fd': dark } as CSSProperties
}
