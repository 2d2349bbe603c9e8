import { data } from 'react-router'
import { pageShop } from '../app-context.ts'
import type { Route } from './+types/category-page'
import { loadList, readQuery, readShow } from './load-list.ts'
import { ProductList } from './product-list.tsx'

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const search = new URL(request.url).searchParams
  const categories = await shop.categories()
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
          content: `${loaderData.category.count} ${loaderData.category.name.toLowerCase()} from ${loaderData.shopName}, made to order.`,
        },
      ]

export default function CategoryPage({ loaderData: { category, list } }: Route.ComponentProps) {
  return (
    <div className="page-width pt-4 md:pt-8">
      <h1 className="mb-6 text-3xl">{category.name}</h1>
      <ProductList
        list={list}
        category={category}
        nothing={{ title: 'Nothing with all of that', text: 'No cake here fits every filter at once. Take one away.' }}
      />
    </div>
  )
}
