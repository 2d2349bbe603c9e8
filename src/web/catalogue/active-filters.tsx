import { X } from 'lucide-react'
import { useSearchParams } from 'react-router'
import type { Facets } from '../../contract/product.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { type FilterName, useFilters } from './use-filters.ts'

/** What the list is narrowed by, each to be taken away. */
export function ActiveFilters() {
  const { active } = useFilters()
  if (active.length === 0) return null
  return (
    <ul aria-label="Filters that are on" className="mb-4 flex flex-wrap gap-2">
      {active.map(({ key, words, without }) => (
        <li key={key}>
          <button
            type="button"
            onClick={without}
            aria-label={`Take away ${words}`}
            className="inline-flex min-h-11 items-center gap-1.5 rounded-full bg-haldi-tint pr-3 pl-4 font-semibold text-sm"
          >
            {words}
            <X className="size-4 text-ink-3" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}

export function ClearFilters({ count }: { count: number }) {
  const [params] = useSearchParams()
  const kept = new URLSearchParams([...params].filter(([name]) => name === 'q' || name === 'sort'))
  return (
    <LinkButton to={`?${kept}`} preventScrollReset kind="quiet" className="mt-5 -ml-3">
      Clear {count} {count === 1 ? 'filter' : 'filters'}
    </LinkButton>
  )
}

const COUNTED: Readonly<Record<Exclude<FilterName, 'free' | 'on'>, (facets: Facets) => readonly { readonly count: number }[]>> = {
  category: ({ categories }) => categories,
  subcategory: ({ subcategories }) => subcategories,
  flavor: ({ flavors }) => flavors,
  size: ({ sizes }) => sizes,
  egg: ({ eggs }) => eggs,
  price: ({ prices }) => prices,
}

/** Where nothing fits all filters: those without which something would. A facet is counted as if it were not narrowed by itself. */
export function useHindering(facets: Facets): readonly { readonly key: string; readonly words: string; without(): void }[] {
  const { active } = useFilters()
  return active.filter(({ name }) => name !== 'free' && name !== 'on' && COUNTED[name](facets).some(({ count }) => count > 0))
}
