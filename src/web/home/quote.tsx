import { Star } from 'lucide-react'
import { Link } from 'react-router'
import type { ProductPage, Review } from '../../contract/product.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { drawingOf, fieldStyle } from '../cake/drawing-of.ts'

export type Quote = Pick<Review, 'user' | 'rating' | 'comment'> & { readonly product: Pick<ProductPage, '_id' | 'name' | 'drawing'> }

const LONGEST = 160

/** What buyers wrote, best rated and longest first; short enough to be read in passing. */
export const pickQuotes = (pages: readonly ProductPage[]): Quote[] =>
  pages
    .flatMap(({ _id, name, drawing, reviews }) =>
      reviews.map(({ user, rating, comment }) => ({ user, rating, comment, product: { _id, name, drawing } })),
    )
    .filter(({ comment }) => comment.length > 0 && comment.length <= LONGEST)
    .sort((a, b) => b.rating - a.rating || b.comment.length - a.comment.length)

export function QuoteOf({ quote: { user, rating, comment, product } }: { quote: Quote }) {
  const drawing = drawingOf(product)
  return (
    <section className="page-width grid items-center gap-6 pt-12 md:grid-cols-[340px_1fr] md:gap-10 md:pt-16" aria-label="A buyer says">
      <div className="colour-field overflow-hidden rounded-xl max-md:max-w-60" style={fieldStyle(drawing.flavour)}>
        <CakeSvg family="slice" flavour={drawing.flavour} />
      </div>
      <figure>
        <blockquote className="display max-w-3xl text-[clamp(1.625rem,1rem+2.6vw,3rem)] [font-weight:760]">“{comment}”</blockquote>
        <figcaption className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
          {user}
          <span className="num inline-flex items-center gap-1">
            <Star className="size-4" aria-hidden="true" />
            {rating} of 5
          </span>
          <Link to={`/product/${product._id}`} className="link inline-flex min-h-11 items-center">
            {product.name}
          </Link>
        </figcaption>
      </figure>
    </section>
  )
}
