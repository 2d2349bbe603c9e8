import type { AdminOrder } from '../../../contract/order.ts'
import { useNow } from '../../ui/use-now.ts'
import { OrderRow } from './order-row.tsx'

const HEADS = ['Order', 'For', 'What', 'Status, total'] as const

type Props = {
  readonly orders: readonly AdminOrder[]
  readonly selected: string | null
  readonly brief: boolean
  readonly hrefOf: (id: string) => string
}

export function OrderTable({ orders, selected, brief, hrefOf }: Props) {
  const now = useNow()
  return (
    <table aria-label="Orders" className="w-full max-lg:block lg:rounded-md lg:bg-surface lg:shadow-1">
      <thead className="max-lg:sr-only">
        <tr className="text-left text-ink-2 text-sm">
          {HEADS.map((head) => (
            <th key={head} scope="col" className="px-3 py-2.5 font-semibold">
              {head}
            </th>
          ))}
          {!brief && (
            <th scope="col" className="px-3 py-2.5 font-semibold">
              Next
            </th>
          )}
        </tr>
      </thead>
      <tbody className="max-lg:grid max-lg:grid-cols-[repeat(auto-fill,minmax(min(16rem,100%),1fr))] max-lg:gap-3">
        {orders.map((order) => (
          <OrderRow key={order._id} order={order} href={hrefOf(order._id)} selected={order._id === selected} brief={brief} now={now} />
        ))}
      </tbody>
    </table>
  )
}
