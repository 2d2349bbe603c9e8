import { FileText, Phone } from 'lucide-react'
import type { OrderStatus } from '../../domain/order-status.ts'
import { useShop } from '../live/use-shop.ts'
import { type AnyOrder, buyerIdOf } from '../orders/own-orders.ts'
import { ReorderButton } from '../orders/reorder-button.tsx'
import { useAccount, useRootData } from '../root-data.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { Card } from '../ui/card.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { CancelOrder } from './cancel-order.tsx'

const MAY_CANCEL: Record<OrderStatus, string> = {
  pending: 'Until the kitchen accepts it, cancelling is free.',
  processing: 'The kitchen has begun, so it can no longer be cancelled here.',
  shipped: 'It has left the kitchen, so it can no longer be changed or cancelled.',
  delivered: 'Something about it was not right? Tell us today.',
  cancelled: 'Want it after all? Order it again, or call us.',
}

/** Who to call, and the way out while there is one. */
export function OrderHelp({ order }: { order: AnyOrder }) {
  const { viewer } = useRootData()
  const shop = useShop()
  const account = useAccount()
  const own = viewer !== null && buyerIdOf(order) === viewer._id
  const atCounter = account?.rights.includes('orders') === true
  return (
    <Card className="flex flex-col items-start gap-4">
      <div className="flex w-full flex-wrap items-center justify-between gap-3">
        <h2 className="text-xl">Something wrong?</h2>
        {shop.phone !== '' && (
          <a href={`tel:${shop.phone.replace(/[^+\d]/g, '')}`} className={buttonStyle('outline', 'normal', 'num')}>
            <Phone className="size-5" aria-hidden="true" />
            {shop.phone}
          </a>
        )}
      </div>
      <p className="text-ink-2 text-sm">{MAY_CANCEL[order.status] ?? 'Call us, we know where it is.'}</p>
      <div className="flex flex-wrap items-start gap-3">
        {own && <CancelOrder order={order} />}
        {/* of a cancelled one it is offered above, beside the reason */}
        {own && order.status !== 'cancelled' && <ReorderButton orderId={order._id} number={order.number} />}
        {order.papers.map(({ kind, number }) => (
          <LinkButton key={number} to={`/orders/${order._id}/${kind}`}>
            <FileText className="size-5" aria-hidden="true" />
            {kind === 'invoice' ? 'Invoice' : 'Credit note'}
          </LinkButton>
        ))}
      </div>
      {atCounter && (
        <LinkButton to={`/admin/orders?order=${order._id}`} kind="soft">
          Open at the counter
        </LinkButton>
      )}
    </Card>
  )
}
