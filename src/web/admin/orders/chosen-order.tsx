import { X } from 'lucide-react'
import type { AdminOrder } from '../../../contract/order.ts'
import { useShownOrder } from '../../taps/use-order-taps.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { OrderDetail } from './order-detail.tsx'
import { useChosenOrder } from './use-chosen-order.ts'

type Props = {
  /** Room beside the list. */
  readonly wide: boolean
  readonly id: string | null
  readonly listed: readonly AdminOrder[]
  readonly onClose: () => void
}

/** Beside the list on a wide screen, as a sheet over it on a narrow one. */
export function ChosenOrder({ wide, id, listed, onClose }: Props) {
  const { order: known, problem } = useChosenOrder(id, listed)
  const order = useShownOrder(known)
  if (id === null) return null
  const content =
    order !== null ? (
      <OrderDetail key={order._id} order={order} />
    ) : problem !== null ? (
      <EmptyState title="This order cannot be shown">{problem.message}</EmptyState>
    ) : (
      <div className="flex flex-col gap-3 p-5">
        <Skeleton className="h-36" />
        <Skeleton className="h-6 w-2/3" />
        <Skeleton className="h-24" />
      </div>
    )
  const title = order === null ? 'Order' : `Order ${order.number}`
  if (!wide) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title={title} shape="sheet">
        <div className="-mx-5">{content}</div>
      </Dialog>
    )
  }
  return (
    <aside
      aria-label={title}
      className="sticky top-18 max-h-[calc(100dvh-5.5rem)] w-84 shrink-0 overflow-y-auto rounded-md bg-surface shadow-2"
    >
      <Button size="square" kind="quiet" className="!absolute top-2 right-2 z-10" aria-label="Close" onClick={onClose}>
        <X className="size-5" aria-hidden="true" />
      </Button>
      {content}
    </aside>
  )
}
