import type { Product } from '../../contract/product.ts'
import { cx } from '../ui/cx.ts'
import { CakeSvg } from './cake-svg.tsx'
import { drawingOf } from './drawing-of.ts'

const WIDTHS = [320, 640, 1280] as const

/** A stored path names a picture with or without its width: `/media/demo/truffle` or `/media/demo/truffle-640.webp`. */
export const pictureBase = (image: string): string => image.replace(/-\d+\.webp$/, '')

export const pictureAt = (image: string, width: (typeof WIDTHS)[number]): string => `${pictureBase(image)}-${width}.webp`

type Props = {
  readonly product: Pick<Product, 'name' | 'image' | 'drawing'>
  /** As in `<img sizes>`. */
  readonly sizes: string
  /** Above the fold: fetched at once and first. */
  readonly eager?: boolean
  readonly className?: string
}

/** A product's picture, or its cake drawn here when it has none. Decorative: its name stands beside it. */
export function ProductPicture({ product, sizes, eager = false, className }: Props) {
  if (product.image === '') return <CakeSvg {...drawingOf(product)} {...(className === undefined ? {} : { className })} />
  return (
    <img
      src={pictureAt(product.image, 640)}
      srcSet={WIDTHS.map((width) => `${pictureAt(product.image, width)} ${width}w`).join(', ')}
      sizes={sizes}
      alt=""
      width={640}
      height={640}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      className={cx('block h-auto w-full', className)}
    />
  )
}
