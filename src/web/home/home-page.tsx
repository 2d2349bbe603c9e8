import { useMemo, useState } from 'react'
import type { Openings } from '../../contract/delivery.ts'
import type { Product } from '../../contract/product.ts'
import { pageShop } from '../app-context.ts'
import { ArrivalsChip } from '../catalogue/arrivals-chip.tsx'
import { canBeEggless } from '../catalogue/egg-of.ts'
import { ProductGrid } from '../catalogue/product-grid.tsx'
import { useProductList } from '../catalogue/use-product-list.ts'
import { useOpenings } from '../delivery/use-openings.ts'
import { useEntities } from '../live/use-entities.ts'
import { inMenus, useMenu } from '../live/use-menu.ts'
import { Switch } from '../ui/switch.tsx'
import { VegMark } from '../ui/veg-mark.tsx'
import type { Route } from './+types/home-page'
import { CategoryTiles } from './category-tiles.tsx'
import { countTiles } from './count-tiles.ts'
import { Hero } from './hero.tsx'
import { loadSlots } from './load-slots.ts'
import { loadTiles } from './load-tiles.ts'
import { pickQuotes, QuoteOf } from './quote.tsx'
import { Threads } from './threads.tsx'

const ASKED_FOR_QUOTES = 3

export async function loader({ context }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const [featured, shelf, grid, openings] = await Promise.all([shop.featured(), loadTiles(shop), loadSlots(shop), shop.openings()])
  const loved = [...featured].sort((a, b) => b.rating - a.rating || b.reviewCount - a.reviewCount).slice(0, ASKED_FOR_QUOTES)
  const pages = await Promise.all(loved.map((product) => shop.product(product._id)))
  const now = new Date().toISOString()
  return { featured, shelf, grid, openings, quote: pickQuotes(pages.flatMap((page) => page ?? []))[0] ?? null, now, ...shop.shop }
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData?.name ?? 'Cakewire' },
  { name: 'description', content: loaderData?.tagline ?? '' },
  { property: 'og:title', content: loaderData?.name ?? '' },
  { property: 'og:description', content: loaderData?.tagline ?? '' },
]

export default function HomePage({ loaderData }: Route.ComponentProps) {
  const { featured, shelf, quote, now, grid, openings } = loaderData
  const entities = useEntities()
  const menu = useMenu()
  const { tiles, total } = useMemo(() => countTiles(shelf, entities, inMenus(menu)), [shelf, entities, menu])
  return (
    <>
      <Hero now={now} slots={grid} onShelf={total} />
      <CategoryTiles tiles={tiles} />
      <Bestsellers featured={featured} openings={openings} />
      <Threads />
      {quote !== null && <QuoteOf quote={quote} />}
    </>
  )
}

const FEATURED = {}
const isFeatured = ({ featured }: Product) => featured

type BestsellerProps = { readonly featured: readonly Product[]; readonly openings: Openings | null }

function Bestsellers({ featured, openings }: BestsellerProps) {
  const [egglessOnly, setEgglessOnly] = useState(false)
  const { items, waiting, showArrivals } = useProductList(featured, FEATURED, { also: isFeatured })
  const opened = useOpenings(openings)
  const shown = egglessOnly ? items.filter(canBeEggless) : items
  if (featured.length === 0 && waiting === 0) return null
  return (
    <section className="page-width pt-12 md:pt-16" aria-labelledby="bestsellers">
      <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
        <h2 id="bestsellers" className="text-3xl">
          The kitchen’s own picks
        </h2>
        <Switch checked={egglessOnly} onChange={setEgglessOnly}>
          <VegMark eggless /> Eggless only
        </Switch>
      </div>
      <div className="mb-4 empty:hidden">
        <ArrivalsChip count={waiting} onShow={showArrivals} />
      </div>
      {shown.length === 0 ? (
        <p className="text-ink-2">None of these comes without egg at the moment.</p>
      ) : (
        <ProductGrid products={shown} opened={opened} columns={4} />
      )}
    </section>
  )
}
