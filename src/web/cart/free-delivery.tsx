import { FREE_DELIVERY_ABOVE } from '../../domain/delivery.ts'
import { formatRupees, toRupees } from '../../domain/money.ts'

const ABOVE = toRupees(FREE_DELIVERY_ABOVE)

/** How far it is to free delivery. */
export function FreeDelivery({ subtotal }: { subtotal: number }) {
  const free = subtotal > ABOVE
  const share = Math.min(1, subtotal / ABOVE)
  return (
    <div className="text-sm">
      <p className="flex justify-between gap-4">
        <span className="font-[650]">{free ? 'Delivery is free' : `Free delivery above ${formatRupees(ABOVE)}`}</span>
        <span className="num text-ink-2">
          {free ? `above ${formatRupees(ABOVE)}` : `${formatRupees(subtotal)} of ${formatRupees(ABOVE)}`}
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
