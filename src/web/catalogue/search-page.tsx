import { Link } from 'react-router'
import { pageShop } from '../app-context.ts'
import { buttonStyle } from '../ui/button-style.ts'
import type { Route } from './+types/search-page'
import { loadList, readQuery, readShow } from './load-list.ts'
import { ProductList } from './product-list.tsx'
import { SearchBox } from './search-box.tsx'

export async function loader({ context, request }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const params = new URL(request.url).searchParams
  const words = params.get('q') ?? ''
  const list = await loadList(shop, readQuery(params, { search: words }), readShow(params))
  return { words: words.trim(), list, categories: await shop.categories(), shopName: shop.shop.name }
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.words ? `“${loaderData.words}”` : 'Every cake'} · ${loaderData?.shopName ?? ''}` },
  { name: 'robots', content: 'noindex' },
]

export default function SearchPage({ loaderData: { words, list, categories } }: Route.ComponentProps) {
  return (
    <div className="page-width pt-4 md:pt-8">
      <div className="mb-6 grid items-end gap-4 md:grid-cols-[1fr_24rem]">
        <h1 className="text-3xl">{words === '' ? 'Every cake' : `“${words}”`}</h1>
        <SearchBox words={words} />
      </div>
      {words === '' && (
        <nav aria-label="Categories" className="mb-6 flex flex-wrap gap-2">
          {categories.map(({ name, count }) => (
            <Link key={name} to={`/category/${encodeURIComponent(name)}`} className={buttonStyle('outline')}>
              {name} <span className="num text-ink-3">{count}</span>
            </Link>
          ))}
        </nav>
      )}
      <ProductList
        list={list}
        nothing={{
          title: words === '' ? 'The shelf is empty' : `No cake called “${words}”`,
          text: words === '' ? 'There is nothing on offer at the moment.' : 'Try a flavour, such as mango or coffee, or fewer words.',
        }}
      />
    </div>
  )
}
