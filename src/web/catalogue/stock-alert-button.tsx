import { Bell, BellRing } from 'lucide-react'
import { Link } from 'react-router'
import type { Product } from '../../contract/product.ts'
import type { StockAlert } from '../../contract/stock-alert.ts'
import { api } from '../live/api.ts'
import { knownAlert } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'
import { useIsWaiting } from '../live/use-stock-alert.ts'
import { useRootData } from '../root-data.ts'
import { Button } from '../ui/button.tsx'

/** Of a product that cannot be ordered now: the viewer is told, once, when it can be again; or takes that back. */
export function StockAlertButton({ product: { _id, name } }: { product: Pick<Product, '_id' | 'name'> }) {
  const { viewer } = useRootData()
  const { store, renew } = useLive()
  const { run, moment, problem } = useCall()
  const waiting = useIsWaiting(_id)
  const toggle = async () => {
    const answer = await run(() => api<StockAlert>(waiting ? 'DELETE' : 'PUT', `/api/products/${_id}/stock-alert`))
    if (!answer.ok) return
    // The first wish makes a guest of nobody: from now on this page hears what the guest is told.
    if (viewer === null) await renew()
    else store.learn([knownAlert(answer.data)])
  }
  const Icon = waiting ? BellRing : Bell
  return (
    <div className="relative">
      <Button size="small" className="!whitespace-normal py-1.5" moment={moment === 'done' ? 'idle' : moment} onClick={() => void toggle()}>
        <Icon className="size-4 shrink-0" aria-hidden="true" />
        <span>
          {waiting ? 'Do not tell me' : 'Tell me when it is back'} <span className="sr-only">({name})</span>
        </span>
      </Button>
      <p role="status" className="mt-1 text-ink-2 text-sm empty:hidden">
        {problem !== null ? (
          <span className="font-semibold text-anaar-ink">{problem.message}</span>
        ) : (
          waiting && (
            <>
              We tell you when it is back.{' '}
              <Link to="/waiting-for" className="link inline-flex min-h-11 items-center">
                What you wait for
              </Link>
            </>
          )
        )}
      </p>
    </div>
  )
}
