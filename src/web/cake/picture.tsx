import { type ReactNode, useEffect, useRef, useState } from 'react'
import { PICTURE_WIDTHS } from '../../contract/picture.ts'
import type { Product } from '../../contract/product.ts'
import { useLink } from '../live/use-link.ts'
import { cx } from '../ui/cx.ts'
import { CakeSvg } from './cake-svg.tsx'
import { drawingOf } from './drawing-of.ts'

/** An uploaded photo, and not a drawing that the demo bakery has stored. */
export const isPhoto = (image: string): boolean => image.startsWith('/media/pictures/')

/** A stored path names a picture with or without its width: `/media/demo/truffle` or `/media/demo/truffle-640.webp`. */
export const pictureBase = (image: string): string => image.replace(/-\d+\.webp$/, '')

const widthsOf = (image: string): readonly number[] => (isPhoto(image) ? PICTURE_WIDTHS : [320, 640, 1280])

const pictureAt = (image: string, width: number): string => `${pictureBase(image)}-${width}.webp`

/** The widest there is. */
export const largestPicture = (image: string): string => pictureAt(image, Math.max(...widthsOf(image)))

type Props = {
  readonly product: Pick<Product, 'name' | 'image' | 'drawing'>
  /** As in `<img sizes>`. */
  readonly sizes: string
  /** Above the fold: fetched at once and first. */
  readonly eager?: boolean
  /** Left out where the name stands beside it. */
  readonly alt?: string
  readonly className?: string
}

/** A product's picture, or its cake drawn here: when it has none, and until it can be fetched. */
export function ProductPicture({ product, sizes, eager = false, alt = '', className }: Props) {
  const { image } = product
  const [unreachable, setUnreachable] = useState<string | null>(null)
  const drawn = <CakeSvg {...drawingOf(product)} title={alt} {...(className === undefined ? {} : { className })} />
  if (image === '') return drawn
  if (unreachable === image) return <UntilLive then={() => setUnreachable(null)}>{drawn}</UntilLive>
  return (
    <img
      src={pictureAt(image, 640)}
      srcSet={widthsOf(image)
        .map((width) => `${pictureAt(image, width)} ${width}w`)
        .join(', ')}
      sizes={sizes}
      alt={alt}
      width={640}
      height={640}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      // Before the page runs nobody hears of an error.
      ref={(img) => {
        if (img?.complete === true && img.naturalWidth === 0) setUnreachable(image)
      }}
      onError={() => setUnreachable(image)}
      className={cx('block aspect-square h-auto w-full object-cover', className)}
    />
  )
}

/** Stands in while the network is away; `then` when the line is live again. */
function UntilLive({ then, children }: { then: () => void; children: ReactNode }) {
  const link = useLink()
  const before = useRef(link.at)
  useEffect(() => {
    const was = before.current
    before.current = link.at
    if (was !== 'live' && link.at === 'live') then()
  }, [link.at, then])
  return children
}
