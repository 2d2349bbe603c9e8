import type { OrderItem } from '../../contract/order.ts'
import { isEggless } from '../../domain/egg.ts'
import { OrderSums } from '../orders/order-sums.tsx'
import type { AnyOrder } from '../orders/own-orders.ts'
import { ReferencePhoto } from '../orders/reference-photo.tsx'
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
    <OrderSums order={order} things="Items" />
    {'referencePhoto' in order && order.referencePhoto !== null && <ReferencePhoto id={order.referencePhoto} number={order.number} />}
    {order.notes !== '' && (
      <p className="whitespace-pre-line border-line border-t pt-3 text-sm">
        <b>Your note: </b>
        {order.notes}
      </p>
    )}
  </Card>
)
