import type { Cart } from '../../contract/cart.ts'
import type { Mode } from '../../contract/delivery.ts'
import { formatRupees } from '../../domain/money.ts'
import { LiveValue } from '../ui/live-value.tsx'
import { Price } from '../ui/price.tsx'
import { isReady, piecesOf } from './line-words.ts'

type Props = {
  readonly cart: Pick<Cart, 'items' | 'subtotal' | 'deliveryFee' | 'totalPrice'>
  /** What checkout knows beyond the cart. */
  readonly more?: {
    readonly mode: Mode
    readonly discount: number
    /** The one that holds; '' when none does. */
    readonly coupon: string
    /** Inside the total; 0: the shop is not registered for tax. */
    readonly taxIncluded: number
  }
}

/** What the lines cost that can be ordered. */
export function Sums({ cart, more }: Props) {
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
      {more !== undefined && more.discount > 0 && (
        <>
          <dt className="text-ink-2">Coupon {more.coupon}</dt>
          <dd className="text-right font-semibold text-pista-ink">
            −<Price rupees={more.discount} />
          </dd>
        </>
      )}
      <dt className="text-ink-2">{more?.mode === 'pickup' ? 'You pick it up' : 'Delivery'}</dt>
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
      {more !== undefined && more.taxIncluded > 0 && (
        <>
          <dt className="text-ink-3">of which GST</dt>
          <dd className="text-right text-ink-3">
            <Price rupees={more.taxIncluded} />
          </dd>
        </>
      )}
    </dl>
  )
}
