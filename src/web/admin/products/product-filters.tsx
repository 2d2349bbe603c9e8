import { Link, useNavigate } from 'react-router'
import { useMenu } from '../../live/use-menu.ts'
import { hrefOf, type ProductFilters } from './product-query.ts'

const VIEWS = [
  ['All', {}],
  ['Available', { available: true }],
  ['Hidden', { available: false }],
  ['Archived', { archived: true }],
] as const

const chip =
  'inline-flex min-h-10 items-center whitespace-nowrap rounded-full bg-surface px-4 font-[650] text-sm shadow-[inset_0_0_0_1.5px_var(--line)] hover:bg-sunken aria-[current]:bg-solid aria-[current]:text-on-solid aria-[current]:shadow-none max-lg:min-h-11'

export function ProductFilterBar({ filters }: { filters: ProductFilters }) {
  const { categories } = useMenu()
  const navigate = useNavigate()
  const { search, category, available, archived } = filters
  const names = [...new Set([...categories.map(({ name }) => name), ...(category === undefined ? [] : [category])])]
  return (
    <div className="flex flex-wrap items-center gap-2">
      <nav aria-label="Products by state" className="-mx-4 max-w-[100vw] overflow-x-auto px-4 lg:mx-0 lg:px-0">
        <ul className="flex gap-2 py-1">
          {VIEWS.map(([word, view]: readonly [string, { available?: boolean; archived?: boolean }]) => (
            <li key={word}>
              <Link
                to={hrefOf({ search, category, ...view })}
                aria-current={available === view.available && archived === view.archived ? 'page' : undefined}
                className={chip}
              >
                {word}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <select
        aria-label="Category"
        value={category ?? ''}
        onChange={(event) => void navigate(hrefOf({ search, category: event.target.value, available, archived }), { replace: true })}
        className="min-h-11 rounded-md bg-surface px-3 shadow-[inset_0_0_0_1.5px_var(--line-strong)]"
      >
        <option value="">Every category</option>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </div>
  )
}
