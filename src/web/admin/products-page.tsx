import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { Link, useNavigate } from 'react-router'
import type { AdminProduct } from '../../contract/product.ts'
import { pageShop } from '../app-context.ts'
import { ArrivalsChip } from '../catalogue/arrivals-chip.tsx'
import { knownAlertCount, knownProduct } from '../live/known.ts'
import { useLiveList, useSeed } from '../live/use-entities.ts'
import { useArrivals } from '../live/use-news.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { counted } from '../ui/counted.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { useAddress } from '../use-address.ts'
import type { Route } from './+types/products-page'
import { AdminTitle } from './admin-shell.tsx'
import { ProductFilterBar } from './products/product-filters.tsx'
import { arrives, hrefOf, queryOf, readFilters } from './products/product-query.ts'
import { ProductRow } from './products/product-row.tsx'
import { SearchField } from './search-field.tsx'

export async function loader({ context, url }: Route.LoaderArgs) {
  const filters = readFilters(url.searchParams)
  const shop = context.get(pageShop)
  const page = await shop.adminProducts(queryOf(filters))
  return { page, waiting: await shop.stockAlertCounts(page.items.map(({ _id }) => _id)), filters }
}

type Listed = Pick<Route.ComponentProps['loaderData'], 'page' | 'filters'>

const HEADS = ['Product', 'Price', 'Stock', 'Available', 'Featured'] as const

export default function AdminProductsPage({ loaderData: { page, waiting, filters } }: Route.ComponentProps) {
  const navigate = useNavigate()
  // What the list is on its way to show: what is pressed or typed next begins there.
  const asked = readFilters(useAddress().nextParams)
  useSeed(useMemo(() => [...page.items.map(knownProduct), ...waiting.map(knownAlertCount)], [page, waiting]))
  const products = useLiveList('product', page.items)
  const news = useNewProducts({ page, filters })
  return (
    <>
      <title>Products · Counter</title>
      <AdminTitle title="Products">
        <SearchField
          label="Search products"
          placeholder="Name, category, words"
          value={asked.search ?? ''}
          onSearch={(search) => void navigate(hrefOf({ ...asked, after: undefined, search }), { replace: true })}
        />
        <LinkButton to="/admin/categories">Categories</LinkButton>
        <LinkButton to="/admin/products/file">Import and export</LinkButton>
        <Link to="/admin/products/new" className={buttonStyle('primary')}>
          <Plus className="size-5" aria-hidden="true" />
          New product
        </Link>
      </AdminTitle>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <ProductFilterBar filters={asked} />
        <ArrivalsChip count={news.count} onShow={news.show} />
      </div>
      {products.length === 0 ? (
        <EmptyState
          title="No product here"
          action={
            <Link to="/admin/products" className={buttonStyle('outline')}>
              See all products
            </Link>
          }
        >
          Nothing fits this search and these filters.
        </EmptyState>
      ) : (
        <table aria-label="Products" className="w-full max-lg:block lg:rounded-md lg:bg-surface lg:shadow-1">
          <thead className="max-lg:sr-only">
            <tr className="text-left text-ink-2 text-sm">
              {HEADS.map((head) => (
                <th key={head} scope="col" className="px-3 py-2.5 font-semibold">
                  {head}
                </th>
              ))}
              <th scope="col">
                <span className="sr-only">Archive</span>
              </th>
            </tr>
          </thead>
          <tbody className="max-lg:grid max-lg:grid-cols-[repeat(auto-fill,minmax(min(18rem,100%),1fr))] max-lg:gap-3">
            {products.map((product) => (
              <ProductRow
                key={product._id}
                product={product}
                waiting={waiting.find(({ productId }) => productId === product._id) ?? null}
              />
            ))}
          </tbody>
        </table>
      )}
      <Pages page={page} filters={filters} />
    </>
  )
}

/** Products that belong on this page and wait above it. */
function useNewProducts({ page, filters }: Listed) {
  return useArrivals(page, (change) => change.entity.startsWith('product:') && arrives(change.data as AdminProduct, page, filters))
}

function Pages({ page, filters }: Listed) {
  return (
    <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center justify-between gap-3 text-ink-2 text-sm">
      <p className="num">
        {page.items.length} of {counted(page.total)}
      </p>
      <span className="flex gap-2">
        {filters.after !== undefined && (
          <Link to={hrefOf({ ...filters, after: undefined })} className={buttonStyle('outline', 'small')}>
            First page
          </Link>
        )}
        {page.next !== null && (
          <Link to={hrefOf({ ...filters, after: page.next })} className={buttonStyle('outline', 'small')}>
            Next page
          </Link>
        )}
      </span>
    </nav>
  )
}
