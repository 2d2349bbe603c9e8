import type { Cart } from '../../contract/cart.ts'
import { formatRupees } from '../../domain/money.ts'
import { LiveValue } from '../ui/live-value.tsx'
import { Price } from '../ui/price.tsx'
import { isReady, piecesOf } from './line-words.ts'

/** What the lines cost that can be ordered. */
export function Sums({ cart }: { cart: Pick<Cart, 'items' | 'subtotal' | 'deliveryFee' | 'totalPrice'> }) {
  const counted = cart.items.filter(isReady)
  const pieces = piecesOf(counted)
  const waiting = cart.items.length - counted.length
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
      <dt className="text-ink-2">
        {pieces} {pieces === 1 ? 'piece' : 'pieces'}
        {waiting > 0 && `, ${waiting} ${waiting === 1 ? 'line' : 'lines'} not counted`}
      </dt>
      <dd className="text-right">
        <Price rupees={cart.subtotal} />
      </dd>
      <dt className="text-ink-2">Delivery</dt>
      <dd className="text-right">
        {cart.deliveryFee === 0 && pieces > 0 ? <b className="text-pista-ink">Free</b> : <Price rupees={cart.deliveryFee} />}
      </dd>
      <dt className="self-end font-bold text-md">Total, taxes included</dt>
      <dd className="text-right">
        <LiveValue
          value={cart.totalPrice}
          format={formatRupees}
          says={(total: number) => `Total ${formatRupees(total)}`}
          className="display text-2xl"
        />
      </dd>
    </dl>
  )
}
