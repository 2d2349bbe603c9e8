import { IndianRupee } from 'lucide-react'
import type { Product } from '../../contract/product.ts'
import { formatRupees } from '../../domain/money.ts'
import { useShop } from '../live/use-shop.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { formatTime } from '../ui/time.ts'

type Props = {
  readonly before: Product
  readonly after: Product
  readonly priceBefore: number
  readonly priceAfter: number
  readonly onOk: () => void
}

/** A price never changes silently under somebody who is choosing: old, new, and since when. */
export function PriceNote({ before, after, priceBefore, priceAfter, onOk }: Props) {
  const { timeZone } = useShop()
  return (
    <Note
      role="status"
      icon={IndianRupee}
      title="The price changed while you were here."
      actions={
        <Button size="small" onClick={onOk}>
          OK
        </Button>
      }
    >
      {before.basePrice !== after.basePrice && (
        <>
          The kitchen moved the base from <del>{formatRupees(before.basePrice)}</del> to <b>{formatRupees(after.basePrice)}</b> at{' '}
          {formatTime(after.updatedAt, timeZone)}.{' '}
        </>
      )}
      This cake: <del>{formatRupees(priceBefore)}</del> <b>{formatRupees(priceAfter)}</b>.
    </Note>
  )
}
