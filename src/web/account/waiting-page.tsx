import { useEffect, useMemo } from 'react'
import { useRevalidator } from 'react-router'
import type { StockAlert } from '../../contract/stock-alert.ts'
import { pageShop } from '../app-context.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { fieldStyle } from '../cake/drawing-of.ts'
import { knownAlert, knownProduct } from '../live/known.ts'
import { useEntities, useSeed } from '../live/use-entities.ts'
import { useAccount } from '../root-data.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Note } from '../ui/note.tsx'
import type { Route } from './+types/waiting-page'
import { WaitingRow } from './waiting-row.tsx'

export const loader = async ({ context }: Route.LoaderArgs) => ({ waiting: await context.get(pageShop).waitedFor() })

export const meta: Route.MetaFunction = () => [{ title: 'What you wait for' }]

/** Of everybody who asked to be told of a cake, with or without an account. */
export default function WaitingPage({ loaderData: { waiting } }: Route.ComponentProps) {
  const account = useAccount()
  useSeed(
    useMemo(
      () => waiting.flatMap(({ alert, product }) => [knownAlert(alert), ...(product === null ? [] : [knownProduct(product)])]),
      [waiting],
    ),
  )
  useWantedElsewhere(waiting)
  if (waiting.length === 0) return <NothingYet />
  return (
    <div className="page-width max-w-3xl py-6 md:py-10">
      <h1 className="text-3xl">What you wait for</h1>
      <p className="mt-2 mb-5 text-ink-2">You are told here and in the notifications as soon as one of these can be ordered again.</p>
      {account === null && (
        <div className="mb-5">
          <Note
            title="You asked without an account."
            actions={
              <LinkButton to="/register?next=/waiting-for" size="small">
                Open one
              </LinkButton>
            }
          >
            This browser alone is told. With an account you are told everywhere.
          </Note>
        </div>
      )}
      <ul className="flex flex-col overflow-hidden rounded-lg bg-surface shadow-1">
        {waiting.map(({ alert, product }) => (
          <WaitingRow key={alert.productId} alert={alert} loaded={product} />
        ))}
      </ul>
    </div>
  )
}

/**
 * What was asked for on another screen since: its product is not known here. Each answer is looked at again: it may have been read
 * before the newest of them.
 */
function useWantedElsewhere(waiting: Route.ComponentProps['loaderData']['waiting']): void {
  const entities = useEntities()
  const { revalidate } = useRevalidator()
  const shown = new Set(waiting.map(({ alert }) => `stock_alert:${alert.productId}`))
  const isMissing = [...entities].some(
    ([entity, { data }]) => entity.startsWith('stock_alert:') && (data as StockAlert | null)?.state === 'waiting' && !shown.has(entity),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer is an occasion too
  useEffect(() => {
    if (isMissing) void revalidate()
  }, [isMissing, waiting, revalidate])
}

const NothingYet = () => (
  <div className="page-width py-6">
    <EmptyState
      level={1}
      picture={
        <div className="colour-field w-full overflow-hidden rounded-lg" style={fieldStyle('mango')}>
          <CakeSvg family="slice" flavour="mango" className="mx-auto w-64" />
        </div>
      }
      title="You wait for nothing"
      action={
        <LinkButton to="/search" kind="primary">
          See every cake
        </LinkButton>
      }
    >
      Where a cake is sold out, choose “Tell me when it is back”. It stands here until you are told.
    </EmptyState>
  </div>
)
