import { TicketPercent, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { CouponCode } from '../../contract/coupon.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'
import { Price } from '../ui/price.tsx'
import type { Bill } from './use-quote.ts'

type Props = {
  /** As it is applied; '' when none is. */
  readonly code: string
  readonly bill: Bill
  readonly onChange: (code: string) => void
}

export function CouponField({ code, bill, onChange }: Props) {
  const [typed, setTyped] = useState('')
  const [unreadable, setUnreadable] = useState(false)
  const refused = code === '' ? undefined : bill.problems.find((problem) => problem.code.startsWith('coupon.'))?.message
  const apply = () => {
    const parsed = CouponCode.safeParse(typed)
    setUnreadable(!parsed.success)
    if (parsed.success) onChange(parsed.data)
  }
  if (code !== '' && refused === undefined) {
    return (
      <p role="status" className="flex items-center gap-2 text-sm">
        <TicketPercent className="size-5 shrink-0 text-pista-ink" aria-hidden="true" />
        <span className="min-w-0 flex-1">
          <b className="font-bold">{code}</b>
          {bill.exact && bill.coupon?.kind === 'free-delivery' && ': delivery is free'}
          {bill.exact && bill.discount > 0 && (
            <>
              : <Price rupees={bill.discount} /> off
            </>
          )}
        </span>
        <Button kind="quiet" size="square" aria-label={`Take ${code} off`} onClick={() => onChange('')}>
          <X className="size-5" aria-hidden="true" />
        </Button>
      </p>
    )
  }
  return (
    <div className="flex items-start gap-2">
      <TextField
        label="Coupon"
        className="min-w-0 flex-1"
        autoComplete="off"
        autoCapitalize="characters"
        value={typed === '' ? code : typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setUnreadable(false)
          if (code !== '') onChange('')
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          apply()
        }}
        error={unreadable ? 'A coupon has 3 to 24 letters, digits or dashes.' : refused && `${code}: ${refused}`}
      />
      <Button className="mt-6.5 min-h-12" onClick={apply} disabled={typed.trim() === ''}>
        Apply
      </Button>
    </div>
  )
}
