import { formatRupees } from '../../domain/money.ts'
import { useShop } from '../live/use-shop.ts'

/** How far it is to free delivery, by what the shop says now. Nothing where it never is, or always. */
export function FreeDelivery({ subtotal }: { subtotal: number }) {
  const { freeDeliveryAbove: above, deliveryFee } = useShop()
  if (above === null || deliveryFee === 0) return null
  const free = subtotal > above
  const share = above === 0 ? 1 : Math.min(1, subtotal / above)
  return (
    <div className="text-sm">
      <p className="flex justify-between gap-4">
        <span className="font-[650]">{free ? 'Delivery is free' : `Free delivery above ${formatRupees(above)}`}</span>
        <span className="num text-ink-2">
          {free ? `above ${formatRupees(above)}` : `${formatRupees(subtotal)} of ${formatRupees(above)}`}
        </span>
      </p>
      <div className="mt-2 h-2 overflow-hidden rounded-full bg-sunken shadow-[inset_0_0_0_1px_var(--line)]" aria-hidden="true">
        <div
          className={`h-full origin-left rounded-full transition-transform duration-300 motion-reduce:transition-none ${free ? 'bg-pista' : 'bg-haldi'}`}
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
    </div>
  )
}
