import { Bell, BellOff, type LucideIcon, Undo2 } from 'lucide-react'
import { Link } from 'react-router'
import type { Product } from '../../contract/product.ts'
import type { StockAlert } from '../../contract/stock-alert.ts'
import { isOrderable } from '../../domain/orderable.ts'
import { drawingOf, fieldStyle } from '../cake/drawing-of.ts'
import { ProductPicture } from '../cake/picture.tsx'
import { isOnShelf } from '../catalogue/on-shelf.ts'
import { api } from '../live/api.ts'
import { knownAlert } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'
import { useEntity, useProduct } from '../live/use-entities.ts'
import { useShop } from '../live/use-shop.ts'
import { Button } from '../ui/button.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { formatDay } from '../ui/time.ts'

type Props = { readonly alert: StockAlert; readonly loaded: Product | null }

/** It keeps its place when it is taken back, so that it can be wanted again, and when it has come back. */
export function WaitingRow({ alert, loaded }: Props) {
  const { timeZone } = useShop()
  const { store } = useLive()
  const { run, moment, problem } = useCall()
  const { productId } = alert
  const now = useEntity<StockAlert>(`stock_alert:${productId}`, alert) ?? alert
  const live = useProduct(productId, loaded)
  const product = isOnShelf(live) ? live : null
  const isBack = product !== null && isOrderable(product)
  const name = product?.name ?? loaded?.name ?? 'A cake that is off the shelf'
  const [Icon, offer] = OFFERS[now.state]
  const change = async (method: 'PUT' | 'DELETE') => {
    const answer = await run(() => api<StockAlert>(method, `/api/products/${productId}/stock-alert`))
    if (answer.ok) store.learn([knownAlert(answer.data)])
  }
  const says = isBack
    ? 'It can be ordered again.'
    : now.state === 'waiting'
      ? `Waiting since ${formatDay(now.since, timeZone)}.`
      : 'You are not told of it any more.'
  return (
    <li className="relative grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-3 border-line border-b p-4 last:border-b-0 sm:grid-cols-[auto_1fr_auto]">
      <Thumb product={product ?? loaded} />
      <div className="min-w-0">
        <h2 className="break-words text-lg leading-tight">
          {product === null ? (
            name
          ) : (
            <Link to={`/product/${productId}`} className="link inline-flex min-h-11 items-center">
              {name}
            </Link>
          )}
        </h2>
        <p className="text-ink-2 text-sm" role="status">
          {says}
        </p>
        {problem !== null && (
          <p role="alert" className="font-semibold text-anaar-ink text-sm">
            {problem.message}
          </p>
        )}
      </div>
      <div className="col-start-2 flex flex-wrap gap-2 sm:col-start-3">
        {isBack && (
          <LinkButton to={`/product/${productId}`} kind="primary" size="small">
            Choose it <span className="sr-only">({name})</span>
          </LinkButton>
        )}
        {!isBack && (
          <Button
            size="small"
            moment={moment === 'done' ? 'idle' : moment}
            pendingLabel="One moment"
            onClick={() => void change(now.state === 'waiting' ? 'DELETE' : 'PUT')}
          >
            <Icon className="size-4" aria-hidden="true" />
            {offer} <span className="sr-only">({name})</span>
          </Button>
        )}
      </div>
    </li>
  )
}

/** What can be done about it next: one button, so that it keeps the focus. */
const OFFERS: Record<StockAlert['state'], readonly [icon: LucideIcon, words: string]> = {
  waiting: [BellOff, 'Do not tell me'],
  off: [Undo2, 'Undo'],
  told: [Bell, 'Tell me again'],
}

const NO_PRODUCT = { name: '', image: '', drawing: null }

const Thumb = ({ product }: { product: Product | null }) => {
  const shown = product ?? NO_PRODUCT
  return (
    <span
      className="colour-field block size-16 shrink-0 overflow-hidden rounded-md"
      style={fieldStyle(drawingOf(shown).flavour)}
      aria-hidden="true"
    >
      <ProductPicture product={shown} sizes="64px" eager />
    </span>
  )
}
