import { Price } from '../ui/price.tsx'

/** "delivery ₹50, free above ₹500." */
export function ZoneFee({ zone: { fee, freeAbove } }: { zone: { readonly fee: number; readonly freeAbove: number | null } }) {
  if (fee === 0) return <>delivery is free.</>
  return (
    <>
      delivery <Price rupees={fee} />
      {freeAbove !== null && (
        <>
          , free above <Price rupees={freeAbove} />
        </>
      )}
      .
    </>
  )
}
