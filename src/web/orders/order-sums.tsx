import type { Order } from '../../contract/order.ts'
import { Price } from '../ui/price.tsx'
import { moneyWord } from './money-words.ts'

type Sums = Pick<
  Order,
  'subtotal' | 'discount' | 'coupon' | 'tax' | 'deliveryFee' | 'totalPrice' | 'taxIncluded' | 'paymentState' | 'paymentMethod'
>

/** What an order costs, and why. `things`: what its lines are called. */
export function OrderSums({ order, things }: { order: Sums; things: string }) {
  const rows = [
    [things, order.subtotal],
    [order.coupon === '' ? 'Discount' : `Discount, ${order.coupon}`, -order.discount],
    ['Tax', order.tax],
    ['Delivery', order.deliveryFee],
  ] as const
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-y-1 border-line border-t pt-3 text-sm">
      {rows
        .filter(([word, amount]) => amount !== 0 || word === 'Delivery')
        .map(([word, amount]) => (
          <div key={word} className="contents">
            <dt className="text-ink-2">{word}</dt>
            <dd className="text-right">{amount === 0 ? 'Free' : <Price rupees={amount} />}</dd>
          </div>
        ))}
      <dt className="font-bold">Total, {moneyWord(order)}</dt>
      <dd className="text-right font-bold">
        <Price rupees={order.totalPrice} />
      </dd>
      {order.taxIncluded > 0 && (
        <>
          <dt className="text-ink-2">GST in it</dt>
          <dd className="text-right">
            <Price rupees={order.taxIncluded} />
          </dd>
        </>
      )}
    </dl>
  )
}
