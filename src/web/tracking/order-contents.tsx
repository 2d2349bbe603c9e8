import type { OrderItem } from '../../contract/order.ts'
import { isEggless } from '../../domain/egg.ts'
import { moneyWord } from '../orders/money-words.ts'
import type { AnyOrder } from '../orders/own-orders.ts'
import { Card } from '../ui/card.tsx'
import { Price } from '../ui/price.tsx'
import { VegMark } from '../ui/veg-mark.tsx'

function Line({ item }: { item: OrderItem }) {
  const options = [item.size, item.flavor, item.design, ...item.extras].filter((word) => word !== '').join(', ')
  return (
    <li className="flex items-baseline justify-between gap-4">
      <div className="min-w-0">
        <p className="font-bold">
          {item.name}
          {item.quantity > 1 && <span className="num"> × {item.quantity}</span>}
        </p>
        {item.eggOption !== '' && <VegMark eggless={isEggless(item.eggOption)} words />}
        {options !== '' && <p className="num text-ink-2 text-sm">{options}</p>}
        {item.message !== '' && (
          // as on the cake: every letter that can be piped can be read here, whatever fonts a device has
          <p className="whitespace-pre-wrap text-sm [font-family:var(--font-text),Kalam]">Message: “{item.message}”</p>
        )}
      </div>
      <Price rupees={item.subtotal} className="font-bold" />
    </li>
  )
}

function Sums({ order }: { order: AnyOrder }) {
  const rows = [
    ['Items', order.subtotal],
    ['Discount', -order.discount],
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
      <dt className="font-bold">Total, {moneyWord(order.paymentState)}</dt>
      <dd className="text-right font-bold">
        <Price rupees={order.totalPrice} />
      </dd>
    </dl>
  )
}

/** What was ordered, for how much, and what the buyer asked for. */
export const OrderContents = ({ order }: { order: AnyOrder }) => (
  <Card className="flex flex-col gap-4">
    <h2 className="text-xl">What you ordered</h2>
    <ul className="flex flex-col gap-4">
      {order.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an order's lines keep their places
        <Line key={index} item={item} />
      ))}
    </ul>
    <Sums order={order} />
    {order.notes !== '' && (
      <p className="whitespace-pre-line border-line border-t pt-3 text-sm">
        <b>Your note: </b>
        {order.notes}
      </p>
    )}
  </Card>
)
