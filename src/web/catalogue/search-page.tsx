import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Form, Link, useSearchParams, useSubmit } from 'react-router'
import { pageShop } from '../app-context.ts'
import { buttonStyle } from '../ui/button-style.ts'
import type { Route } from './+types/search-page'
import { loadList, readQuery, readShow } from './load-list.ts'
import { ProductList } from './product-list.tsx'

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

const TYPING_PAUSE = 250
/** Other words are looked for among the same filters. */
const KEPT = ['egg', 'minPrice', 'maxPrice', 'sort'] as const

function SearchBox({ words }: { words: string }) {
  const submit = useSubmit()
  const [params] = useSearchParams()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  // Back and forward change the words from outside; while someone types, the box is theirs.
  useEffect(() => {
    if (input.current !== null && document.activeElement !== input.current) input.current.value = words
  }, [words])
  return (
    <Form action="/search" role="search" className="flex gap-2" onSubmit={() => clearTimeout(timer.current)}>
      {KEPT.map((name) => {
        const value = params.get(name)
        return value === null ? null : <input key={name} type="hidden" name={name} value={value} />
      })}
      <label className="relative min-w-0 flex-1">
        <span className="sr-only">Search the cakes</span>
        <Search className="pointer-events-none absolute top-3.5 left-4 size-5 text-ink-3" aria-hidden="true" />
        <input
          ref={input}
          type="search"
          name="q"
          maxLength={100}
          defaultValue={words}
          placeholder="Truffle, mango, eggless"
          className="min-h-12 w-full rounded-full bg-surface pr-4 pl-12 shadow-[inset_0_0_0_1.5px_var(--line-strong)] placeholder:text-ink-3"
          onChange={(event) => {
            const { form } = event.currentTarget
            clearTimeout(timer.current)
            timer.current = setTimeout(() => void submit(form, { replace: true, preventScrollReset: true }), TYPING_PAUSE)
          }}
        />
      </label>
      <button type="submit" className={buttonStyle('dark')}>
        Search
      </button>
    </Form>
  )
}

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
