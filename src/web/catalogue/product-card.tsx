import { CircleSlash, Star } from 'lucide-react'
import { Link } from 'react-router'
import type { Product } from '../../contract/product.ts'
import { formatRupees } from '../../domain/money.ts'
import { isOrderable } from '../../domain/orderable.ts'
import { drawingOf, fieldStyle } from '../cake/drawing-of.ts'
import { isPhoto, ProductPicture } from '../cake/picture.tsx'
import type { Opened } from '../delivery/use-openings.ts'
import { cx } from '../ui/cx.ts'
import { LiveValue } from '../ui/live-value.tsx'
import { Tag } from '../ui/tag.tsx'
import { VegMark } from '../ui/veg-mark.tsx'
import { canBeEggless } from './egg-of.ts'
import { FewLeft, isFew } from './few-left.tsx'
import { comparePrice, fromPrice, hasOnePrice } from './price-of.ts'
import { StockAlertButton } from './stock-alert-button.tsx'

type Props = {
  readonly product: Product
  /** null: nothing is said of when it can be had. */
  readonly opened: Opened | null
  readonly eager?: boolean
  readonly level?: 2 | 3
}

export const CARD_SIZES = '(min-width: 1240px) 280px, (min-width: 768px) 30vw, 46vw'

/** The whole card leads to the product; what is live in it changes in place. */
export function ProductCard({ product, opened, eager = false, level = 3 }: Props) {
  const Heading = level === 2 ? 'h2' : 'h3'
  const soldOut = product.stock === 0
  const was = comparePrice(product, fromPrice)
  const earliest = opened?.earliest(product) ?? null
  return (
    <article className="group relative flex min-w-0 flex-col gap-3 rounded-lg has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-4">
      <div
        className="colour-field relative flex aspect-[1/1.02] items-end justify-center overflow-hidden rounded-lg"
        style={fieldStyle(drawingOf(product).flavour)}
      >
        <ProductPicture
          product={product}
          sizes={CARD_SIZES}
          eager={eager}
          className={cx(
            isPhoto(product.image) ? '!h-full' : 'w-[96%]',
            'transition-transform duration-300 ease-out group-hover:scale-[1.025] motion-reduce:transform-none',
            soldOut && 'opacity-55 saturate-[0.35]',
          )}
        />
        <div className="absolute top-2.5 left-2.5 flex flex-wrap gap-1.5">
          {soldOut && <Tag icon={CircleSlash}>Sold out</Tag>}
          {isFew(product.stock) && <FewLeft name={product.name} stock={product.stock} />}
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-0.5">
        <Heading className="flex items-start gap-2 text-lg leading-tight">
          <span className="mt-0.5">
            <VegMark eggless={canBeEggless(product)} />
          </span>
          <Link to={`/product/${product._id}`} className="min-w-0 outline-none after:absolute after:inset-0 after:content-['']">
            {product.name}
          </Link>
        </Heading>
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span>
            {!hasOnePrice(product) && <span className="text-ink-2 text-sm">from </span>}
            <LiveValue
              value={fromPrice(product)}
              format={formatRupees}
              says={(price: number) => `${product.name}: now ${formatRupees(price)}`}
              strike
              className="font-bold"
            />
            {was !== null && (
              <del className="num ml-2 text-ink-3 text-sm">
                <span className="sr-only">instead of </span>
                {formatRupees(was)}
              </del>
            )}
          </span>
          {product.reviewCount > 0 && <Rating product={product} />}
        </p>
        <p className="flex flex-wrap gap-x-3 text-ink-3 text-sm">
          <span>
            {canBeEggless(product) ? 'Eggless' : 'Contains egg'}
            {product.eggOptions.length > 1 && canBeEggless(product) ? ' or with egg' : ''}
          </span>
          {earliest !== null && <LiveValue value={earliest} className="whitespace-nowrap text-ink-2" />}
        </p>
        {!isOrderable(product) && (
          <div className="relative z-1 mt-2">
            <StockAlertButton product={product} />
          </div>
        )}
      </div>
    </article>
  )
}

function Rating({ product }: { product: Product }) {
  return (
    <span className="num inline-flex items-center gap-1 text-sm">
      <Star className="size-3.75" aria-hidden="true" />
      <span className="sr-only">Rated </span>
      {product.rating.toFixed(1)}
      <span className="text-ink-3">
        ({product.reviewCount}
        <span className="sr-only"> reviews</span>)
      </span>
    </span>
  )
}
