import { Clock, Wheat } from 'lucide-react'
import type { Product } from '../../contract/product.ts'

const DAY = 24

/** "Order a day ahead". '' where nothing has to be said. */
export function leadWords(hours: number): string {
  if (hours === 0) return ''
  if (hours < DAY) return `Order ${hours} ${hours === 1 ? 'hour' : 'hours'} ahead`
  const days = Math.ceil(hours / DAY)
  return days === 1 ? 'Order a day ahead' : `Order ${days} days ahead`
}

/** What has to be known before it is chosen: how early to order, and what is in it. */
export function ProductFacts({ product }: { product: Pick<Product, 'leadHours' | 'allergens'> }) {
  const lead = leadWords(product.leadHours)
  if (lead === '' && product.allergens.length === 0) return null
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {lead !== '' && (
        <li className="flex items-center gap-2">
          <Clock className="size-4.5 shrink-0 text-ink-3" aria-hidden="true" />
          {lead}.
        </li>
      )}
      {product.allergens.length > 0 && (
        <li className="flex items-center gap-2">
          <Wheat className="size-4.5 shrink-0 text-ink-3" aria-hidden="true" />
          <span>
            <span className="font-[650]">Contains</span> {product.allergens.join(', ')}.
          </span>
        </li>
      )}
    </ul>
  )
}
