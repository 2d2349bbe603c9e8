import { SlidersHorizontal } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useNavigation, useSearchParams } from 'react-router'
import type { Facets } from '../../contract/product.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { fieldStyle } from '../cake/drawing-of.ts'
import { useOpenings } from '../delivery/use-openings.ts'
import { Button } from '../ui/button.tsx'
import { counted } from '../ui/counted.ts'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { useAddress } from '../use-address.ts'
import { ActiveFilters, ClearFilters, useHindering } from './active-filters.tsx'
import { ArrivalsChip } from './arrivals-chip.tsx'
import { FilterPanel, SortSelect } from './filter-panel.tsx'
import type { LoadedList } from './load-list.ts'
import { ProductGrid } from './product-grid.tsx'
import { useDayArrivals, useIsFree } from './use-day.ts'
import { useFacets } from './use-facets.ts'
import { useFilters } from './use-filters.ts'
import { useProductList } from './use-product-list.ts'

const STEP = 24

type Props = {
  readonly list: LoadedList
  /** What to say when nothing fits. */
  readonly nothing: { readonly title: string; readonly text: ReactNode }
}

/** Filters beside the list, or in a sheet on a phone; the list; the way to more of it. */
export function ProductList({ list, nothing }: Props) {
  const opened = useOpenings(list.openings)
  const stays = useIsFree(opened, list.filters.on)
  const { items, waiting, addWaiting, showArrivals } = useProductList(list.items, list.filters, { stays })
  useDayArrivals(opened, list, addWaiting)
  const facets = useFacets(list.facets, list.filters, list.items)
  const filters = useFilters().active.length
  const total = list.total - (list.items.length - items.length)
  return (
    <div className="grid gap-8 lg:grid-cols-[15.5rem_1fr]">
      <aside aria-label="Filters" className="hidden lg:block">
        <FilterPanel category={list.filters.category} facets={facets} />
        {filters > 0 && <ClearFilters count={filters} />}
      </aside>
      <div className="min-w-0">
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <p className="num text-ink-2 max-lg:w-full" role="status">
            {counted(total)} {total === 1 ? 'cake' : 'cakes'}
          </p>
          <FilterSheet category={list.filters.category} facets={facets} count={filters} total={total} />
          <ArrivalsChip count={waiting} onShow={showArrivals} />
          <div className="ml-auto max-sm:ml-0 max-sm:min-w-0 max-sm:flex-1">
            <SortSelect searching={list.filters.search !== undefined} />
          </div>
        </div>
        <ActiveFilters />
        {items.length === 0 ? (
          <Nothing {...nothing} filters={filters} facets={facets} />
        ) : (
          <ProductGrid products={items} opened={opened} columns={3} level={2} eager={3} />
        )}
        {list.more && <ShowMore list={list} total={total} />}
      </div>
    </div>
  )
}

function FilterSheet({ category, facets, count, total }: { category: string | undefined; facets: Facets; count: number; total: number }) {
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
              Show {counted(total)} {total === 1 ? 'cake' : 'cakes'}
            </Button>
          </>
        }
      >
        <FilterPanel category={category} facets={facets} />
      </Dialog>
    </div>
  )
}

function ShowMore({ list, total }: { list: LoadedList; total: number }) {
  const { change } = useAddress()
  const busy = useNavigation().state !== 'idle'
  const more = () => change((after) => after.set('show', String(list.show + STEP)), { replace: true })
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

function Nothing({ title, text, filters, facets }: Props['nothing'] & { filters: number; facets: Facets }) {
  const hindering = useHindering(facets)
  const searched = useSearchParams()[0].has('q')
  return (
    <EmptyState
      picture={
        <div className="colour-field w-full overflow-hidden rounded-lg" style={fieldStyle('butterscotch')}>
          <CakeSvg family="slice" flavour="butterscotch" className="mx-auto w-60" />
        </div>
      }
      title={filters > 0 ? 'Nothing with all of that' : title}
      action={
        filters > 0 ? (
          <ClearFilters count={filters} />
        ) : (
          <LinkButton to={searched ? '/search' : '/'}>{searched ? 'See every cake' : 'Back to the shop'}</LinkButton>
        )
      }
    >
      {filters > 0 ? 'No cake fits every filter at once. Take one away.' : text}
      {filters > 1 && hindering.length > 0 && (
        <span className="mt-3 flex flex-wrap justify-center gap-2">
          {hindering.map(({ key, words, without }) => (
            <Button key={key} onClick={without}>
              Without “{words}”
            </Button>
          ))}
        </span>
      )}
    </EmptyState>
  )
}
