import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useNavigation, useSearchParams } from 'react-router'
import type { Category } from '../../contract/product.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { fieldStyle } from '../cake/drawing-of.ts'
import { Button } from '../ui/button.tsx'
import { counted } from '../ui/counted.ts'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { ArrivalsChip } from './arrivals-chip.tsx'
import { countFilters, FilterPanel, SortSelect } from './filter-panel.tsx'
import type { LoadedList } from './load-list.ts'
import { ProductGrid } from './product-grid.tsx'
import { useProductList } from './use-product-list.ts'

const STEP = 24

type Props = {
  readonly list: LoadedList
  readonly category?: Category | undefined
  /** What to say when nothing fits. */
  readonly nothing: { readonly title: string; readonly text: ReactNode }
}

/** Filters beside the list, or in a sheet on a phone; the list; the way to more of it. */
export function ProductList({ list, category, nothing }: Props) {
  const { items, waiting, showArrivals } = useProductList(list.items, list.filters)
  const [params] = useSearchParams()
  const filters = countFilters(params)
  const total = list.total - (list.items.length - items.length)
  return (
    <div className="grid gap-8 lg:grid-cols-[15.5rem_1fr]">
      <aside aria-label="Filters" className="hidden lg:block">
        <FilterPanel category={category} />
        {filters > 0 && <ClearFilters count={filters} />}
      </aside>
      <div className="min-w-0">
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <p className="num text-ink-2 max-lg:w-full" role="status">
            {counted(total)} {total === 1 ? 'cake' : 'cakes'}
          </p>
          <FilterSheet category={category} count={filters} />
          <ArrivalsChip count={waiting} onShow={() => void showArrivals()} />
          <div className="ml-auto">
            <SortSelect />
          </div>
        </div>
        {items.length === 0 ? <Nothing {...nothing} filters={filters} /> : <ProductGrid products={items} columns={3} level={2} eager={3} />}
        {list.more && <ShowMore list={list} total={total} />}
      </div>
    </div>
  )
}

function ClearFilters({ count }: { count: number }) {
  const [params] = useSearchParams()
  const kept = new URLSearchParams([...params].filter(([name]) => name === 'q' || name === 'sort'))
  return (
    <LinkButton to={`?${kept}`} replace preventScrollReset kind="quiet" className="mt-5 -ml-3">
      Clear {count} {count === 1 ? 'filter' : 'filters'}
    </LinkButton>
  )
}

function FilterSheet({ category, count }: { category: Category | undefined; count: number }) {
  const [open, setOpen] = useState(false)
  return (
    <div className="lg:hidden">
      <Button onClick={() => setOpen(true)}>
        <SlidersHorizontal className="size-4.5" aria-hidden="true" />
        Filters{count > 0 && `, ${count} on`}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Filters"
        shape="sheet"
        footer={
          <>
            {count > 0 && <ClearFilters count={count} />}
            <Button kind="primary" className="flex-1" onClick={() => setOpen(false)}>
              Show the cakes
            </Button>
          </>
        }
      >
        <FilterPanel category={category} />
      </Dialog>
    </div>
  )
}

function ShowMore({ list, total }: { list: LoadedList; total: number }) {
  const [, setParams] = useSearchParams()
  const busy = useNavigation().state !== 'idle'
  const more = () =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        after.set('show', String(list.show + STEP))
        return after
      },
      { preventScrollReset: true, replace: true },
    )
  return (
    <div className="mt-8 flex flex-col items-center gap-2">
      <p className="num text-ink-2 text-sm">
        {list.items.length} of {counted(total)}
      </p>
      <Button kind="outline" moment={busy ? 'pending' : 'idle'} onClick={more}>
        Show more
      </Button>
    </div>
  )
}

function Nothing({ title, text, filters }: Props['nothing'] & { filters: number }) {
  const searched = useSearchParams()[0].has('q')
  return (
    <EmptyState
      picture={
        <div className="colour-field w-full overflow-hidden rounded-lg" style={fieldStyle('butterscotch')}>
          <CakeSvg family="slice" flavour="butterscotch" className="mx-auto w-60" />
        </div>
      }
      title={title}
      action={
        filters > 0 ? (
          <ClearFilters count={filters} />
        ) : (
          <LinkButton to={searched ? '/search' : '/'}>{searched ? 'See every cake' : 'Back to the shop'}</LinkButton>
        )
      }
    >
      {text}
    </EmptyState>
  )
}
