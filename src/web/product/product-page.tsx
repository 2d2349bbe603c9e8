import { useMemo, useState } from 'react'
import { data, Link } from 'react-router'
import type { Product } from '../../contract/product.ts'
import { isEggless } from '../../domain/egg.ts'
import { isOrderable } from '../../domain/orderable.ts'
import { pageShop } from '../app-context.ts'
import { isOnShelf } from '../catalogue/on-shelf.ts'
import { chooseOf, comparePrice, priceOf } from '../catalogue/price-of.ts'
import { StockAlertButton } from '../catalogue/stock-alert-button.tsx'
import { knownProduct } from '../live/known.ts'
import { useProduct, useSeed } from '../live/use-entities.ts'
import { Note } from '../ui/note.tsx'
import { VegMark } from '../ui/veg-mark.tsx'
import type { Route } from './+types/product-page'
import { AddToCart } from './add-to-cart.tsx'
import { Configurator, messageTooLong } from './configurator.tsx'
import { EarliestDate, loadEarliest } from './earliest-date.tsx'
import { Preview } from './preview.tsx'
import { PriceNote } from './price-note.tsx'
import { sumOf } from './price-sum.ts'
import { ProductFacts } from './product-facts.tsx'
import { productMeta } from './product-meta.ts'
import { Reviews } from './reviews.tsx'
import { useChoice } from './use-choice.ts'

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const page = await shop.product(params.id)
  if (page === null) throw data(null, { status: 404 })
  return { page, slots: await loadEarliest(shop, page._id), shopName: shop.shop.name, origin: new URL(request.url).origin }
}

export const meta: Route.MetaFunction = ({ loaderData }) =>
  loaderData === undefined ? [] : productMeta(loaderData.page, loaderData.shopName, loaderData.origin)

export default function ProductPage({ loaderData: { page, slots } }: Route.ComponentProps) {
  // Another product is another page: nothing that was chosen stays.
  return <ProductOnScreen key={page._id} page={page} slots={slots} />
}

function ProductOnScreen({ page, slots }: Pick<Route.ComponentProps['loaderData'], 'page' | 'slots'>) {
  useSeed(useMemo(() => [knownProduct(page)], [page]))
  const live = useProduct(page._id, page)
  const [seen, setSeen] = useState<Product>(page)
  const offered = isOnShelf(live)
  const product = offered ? live : seen
  const { chosen, lost, paused, message, want } = useChoice(product)
  const price = priceOf(product, chosen)
  const priceBefore = priceOf(seen, chooseOf(seen, chosen.choice))
  const changed = price !== priceBefore
  const { choice } = chosen
  const alert = offered && isOrderable(product) ? undefined : <StockAlertButton product={product} />
  const hindered = !offered
    ? 'Off the shelf'
    : product.stock === 0
      ? 'Sold out'
      : chosen.unavailable.length > 0
        ? 'Not to be had now'
        : messageTooLong(message)
          ? 'Message too long'
          : null
  return (
    <div className="page-width grid gap-x-10 gap-y-8 md:grid-cols-[1.05fr_1fr] md:grid-rows-[auto_1fr] md:pt-4">
      <div className="min-w-0">
        <Preview product={product} choice={choice} message={message} />
      </div>
      <div className="flex min-w-0 flex-col gap-6 md:col-start-2 md:row-span-2 md:row-start-1">
        <header>
          <p className="flex flex-wrap items-center gap-x-4 text-sm">
            <Link to={`/category/${encodeURIComponent(product.category)}`} className="link inline-flex min-h-11 items-center">
              {product.category}
            </Link>
            {choice.eggOption !== '' && <VegMark eggless={isEggless(choice.eggOption)} words />}
          </p>
          <h1 className="text-3xl">{product.name}</h1>
          <p className="mt-2 whitespace-pre-line text-ink-2">{product.description}</p>
        </header>
        <ProductFacts product={product} />
        {!offered && (
          <Note kind="blocks" role="status" title="This cake was taken off the shelf just now." actions={alert}>
            It cannot be ordered at the moment. If it comes back, this page says so.
          </Note>
        )}
        {offered && product.stock === 0 && (
          <Note kind="blocks" role="status" title="Sold out." actions={alert}>
            The last piece is gone. When the kitchen makes more, this page says so.
          </Note>
        )}
        {offered && product.stock !== 0 && alert !== undefined && (
          <Note kind="blocks" role="status" title="Not to be had now." actions={alert}>
            What it needs cannot be had for a while. When it can, this page says so.
          </Note>
        )}
        {offered && lost.length > 0 && (
          <Note role="status" title={`${lost.join(' and ')} is no longer made.`}>
            We chose the first that is. Look at what is marked below.
          </Note>
        )}
        {offered && paused.length > 0 && (
          <Note role="status" title={`${paused.join(' and ')} cannot be had now.`}>
            We chose what can. Look at what is marked below.
          </Note>
        )}
        {offered && changed && (
          <PriceNote before={seen} after={product} priceBefore={priceBefore} priceAfter={price} onOk={() => setSeen(product)} />
        )}
        <Configurator product={product} chosen={chosen} message={message} want={want} />
        {alert === undefined && <EarliestDate product={product} size={choice.size} loaded={slots} />}
        <p className="num border-line border-t border-dashed pt-4 text-ink-2 text-sm">{sumOf(product, choice)}</p>
        <AddToCart
          productId={page._id}
          name={product.name}
          choice={choice}
          message={message}
          price={price}
          was={comparePrice(product, (dearer) => priceOf(dearer, chosen))}
          stock={product.stock}
          hindered={hindered}
        />
      </div>
      <div className="min-w-0 md:col-start-1">
        <Reviews product={product} loaded={page.reviews} />
      </div>
    </div>
  )
}
