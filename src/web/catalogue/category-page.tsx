import { useEffect } from 'react'
import { data, useLocation, useNavigate } from 'react-router'
import type { MenuCategory } from '../../contract/menu.ts'
import { pageShop } from '../app-context.ts'
import { useMenu } from '../live/use-menu.ts'
import type { Route } from './+types/category-page'
import { loadList, readQuery, readShow } from './load-list.ts'
import { ProductList } from './product-list.tsx'

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const search = new URL(request.url).searchParams
  const { categories } = await shop.menu()
  const category = categories.find(({ name }) => name === params.category)
  if (category === undefined) throw data(null, { status: 404 })
  const list = await loadList(shop, readQuery(search, { category: category.name }), readShow(search))
  return { category, list, shopName: shop.shop.name }
}

export const meta: Route.MetaFunction = ({ loaderData }) =>
  loaderData === undefined
    ? []
    : [
        { title: `${loaderData.category.name} · ${loaderData.shopName}` },
        {
          name: 'description',
          content: loaderData.category.description || `${loaderData.category.name} from ${loaderData.shopName}, made to order.`,
        },
      ]

/** A category that is renamed while somebody looks at it goes on under its new address. */
function useNewName(category: MenuCategory): void {
  const live = useMenu().categories.find(({ _id }) => _id === category._id)
  const { search } = useLocation()
  const navigate = useNavigate()
  const name = live?.name ?? category.name
  useEffect(() => {
    if (name === category.name) return
    void navigate({ pathname: `/category/${encodeURIComponent(name)}`, search }, { replace: true, preventScrollReset: true })
  }, [name, category.name, search, navigate])
}

export default function CategoryPage({ loaderData: { category, list } }: Route.ComponentProps) {
  useNewName(category)
  return (
    <div className="page-width pt-4 md:pt-8">
      <header className="mb-6">
        <h1 className="text-3xl">{category.name}</h1>
        {category.description !== '' && <p className="mt-2 max-w-2xl text-ink-2">{category.description}</p>}
      </header>
      <ProductList list={list} nothing={{ title: 'Nothing here yet', text: 'There is nothing on offer in this category at the moment.' }} />
    </div>
  )
}
