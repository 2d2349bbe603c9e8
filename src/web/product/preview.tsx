import { useState } from 'react'
import type { Product } from '../../contract/product.ts'
import type { CakeOptions } from '../../domain/cake/draw-cake.ts'
import type { Choice } from '../../domain/choice.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { fieldStyle } from '../cake/drawing-of.ts'
import { isPhoto, ProductPicture } from '../cake/picture.tsx'
import { FewLeft, isFew } from '../catalogue/few-left.tsx'
import { cx } from '../ui/cx.ts'
import { cakeOf } from './cake-of-choice.ts'
import { ShareButton } from './share-button.tsx'

type View = 'Photo' | 'Your cake' | 'Inside' | 'A slice'

/** A photo comes first; of a round cake there is also what is inside. */
const viewsOf = (photo: boolean, round: boolean): readonly View[] => [
  ...(photo ? (['Photo'] as const) : []),
  'Your cake',
  ...(round ? (['Inside', 'A slice'] as const) : []),
]

const drawn = (cake: CakeOptions, view: View): CakeOptions => {
  const { message: _, ...plain } = cake
  if (view === 'Inside') return { ...plain, cut: true }
  return view === 'A slice' ? { family: 'slice', flavour: cake.flavour } : cake
}

/** A small cake is shown nearer, but never as near as to look bigger than a large one. */
const nearness = ({ family, kg = 1 }: CakeOptions): number =>
  family === 'layer' || family === 'heart' || family === 'square' ? 1 + 0.16 * Math.max(0, 1 - Math.log2(kg * 2) / Math.log2(10)) : 1

/** The cake as it is chosen now, and for a round one also what is inside. */
export function Preview({ product, choice, message }: { product: Product; choice: Choice; message: string }) {
  const [view, setView] = useState<View | null>(null)
  const cake = cakeOf(product, choice, message)
  const views = viewsOf(isPhoto(product.image), cake.family === 'layer')
  const shown = views.find((each) => each === view) ?? views[0] ?? 'Your cake'
  return (
    <div className="flex flex-col gap-3">
      <div
        className="colour-field relative aspect-square overflow-hidden rounded-b-xl max-md:-mx-[var(--page)] md:aspect-[1/0.94] md:rounded-xl"
        style={fieldStyle(cake.flavour)}
      >
        {shown === 'Photo' ? (
          <ProductPicture
            product={product}
            sizes="(min-width: 768px) 50vw, 100vw"
            eager
            alt={product.imageAlt || product.name}
            className="!h-full"
          />
        ) : (
          <div
            className="h-full origin-[50%_62%] transition-transform duration-[260ms] ease-out motion-reduce:transition-none"
            style={{ transform: `scale(${nearness(cake).toFixed(3)})` }}
          >
            <CakeSvg {...drawn(cake, shown)} title={titleOf(product, choice, message, shown)} className="h-full [&>svg]:!h-full" />
          </div>
        )}
        <ShareButton title={product.name} />
        {isFew(product.stock) && (
          <span className="absolute top-4 left-4">
            <FewLeft name={product.name} stock={product.stock} />
          </span>
        )}
        {choice.size !== '' && (
          <p className="absolute bottom-3 left-3 rounded-full bg-surface px-4 py-2 font-semibold text-sm">
            {[choice.size, product.sizes.find((size) => size.name === choice.size)?.servings].filter(Boolean).join(' · ')}
          </p>
        )}
      </div>
      {views.length > 1 && (
        <fieldset>
          <legend className="sr-only">View</legend>
          <div className="grid gap-3" style={{ gridTemplateColumns: `repeat(${Math.max(3, views.length)}, minmax(0, 1fr))` }}>
            {views.map((each) => (
              <label
                key={each}
                className={cx(
                  'colour-field relative block overflow-hidden rounded-md pb-8 has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
                  each === shown && 'shadow-[0_0_0_2.5px_var(--paper),0_0_0_5px_var(--solid)]',
                )}
                style={fieldStyle(cake.flavour)}
              >
                <input type="radio" name="view" className="sr-only" checked={each === shown} onChange={() => setView(each)} />
                {each === 'Photo' ? (
                  <ProductPicture product={product} sizes="112px" className="mx-auto max-w-28" />
                ) : (
                  <CakeSvg {...drawn(cake, each)} className="mx-auto max-w-28" />
                )}
                <span className="absolute inset-x-0 bottom-2 text-center font-semibold text-sm">{each}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  )
}

const titleOf = (product: Product, { flavor, size, eggOption }: Choice, message: string, view: View): string =>
  view === 'Your cake'
    ? [product.name, flavor, size, eggOption, message.trim() && `with “${message.trim()}” on it`].filter(Boolean).join(', ')
    : `${product.name}, ${view === 'Inside' ? 'cut open' : 'a slice'}`
