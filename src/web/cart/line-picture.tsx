import type { CartLine } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { drawingOf, fieldStyle } from '../cake/drawing-of.ts'
import { ProductPicture } from '../cake/picture.tsx'
import { cakeOf } from '../product/cake-of-choice.ts'
import { cx } from '../ui/cx.ts'

type Props = { readonly line: CartLine; readonly product: Product | null; readonly className?: string }

/** The cake as it was chosen, or its photograph. Decorative: the line says it all in words. */
export function LinePicture({ line, product, className }: Props) {
  const shown = product ?? { name: line.name, image: line.image, drawing: null }
  return (
    <span
      className={cx('colour-field block shrink-0 overflow-hidden rounded-md', className)}
      style={fieldStyle(drawingOf(shown).flavour)}
      aria-hidden="true"
    >
      {product !== null && product.image === '' ? (
        <CakeSvg {...cakeOf(product, line, line.message)} />
      ) : (
        <ProductPicture product={shown} sizes="96px" eager />
      )}
    </span>
  )
}
