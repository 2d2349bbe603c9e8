import { MapPin } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { SlotGrid } from '../../contract/delivery.ts'
import { ZoneFee } from '../delivery/zone-fee.tsx'
import { useShop } from '../live/use-shop.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Price } from '../ui/price.tsx'

type Props = {
  /** '' when none is known. */
  readonly pincode: string
  readonly zone: SlotGrid['zone']
  readonly notServed: boolean
  readonly onPincode: (pincode: string) => void
}

/** Where it goes, remembered, and what that costs. */
export function PincodeBox({ pincode, zone, notServed, onPincode }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const value = typed ?? pincode
  const wrong = typed !== null && typed !== '' && !/^[1-9]\d{0,5}$/.test(typed)
  const change = (text: string) => {
    setTyped(text)
    if (/^[1-9]\d{5}$/.test(text)) onPincode(text)
  }
  const submit = (event: FormEvent) => event.preventDefault()
  return (
    <form onSubmit={submit} className="flex flex-col gap-2.5">
      <div className="flex gap-2.5">
        <label className="flex min-h-14 min-w-0 flex-1 items-center gap-2.5 rounded-md px-3.5 shadow-[inset_0_0_0_1.5px_var(--line-strong)] has-focus-visible:outline-3 has-focus-visible:outline-haldi">
          <MapPin className="size-5 shrink-0" aria-hidden="true" />
          <span className="min-w-0">
            <span className="block text-ink-2 text-xs">Pincode</span>
            <input
              className="num w-full min-w-0 bg-transparent font-bold outline-none placeholder:font-normal placeholder:text-ink-3"
              inputMode="numeric"
              autoComplete="postal-code"
              maxLength={6}
              placeholder="560038"
              value={value}
              aria-invalid={wrong || undefined}
              aria-describedby="where-says"
              onChange={(event) => change(event.target.value.trim())}
            />
          </span>
        </label>
        <LinkButton to="/search" kind="primary" size="big" className="max-sm:px-5">
          Choose a cake
        </LinkButton>
      </div>
      <p id="where-says" role="status" className="num text-ink-2 text-sm">
        {wrong ? 'A pincode has six digits.' : notServed ? <NotServed pincode={pincode} /> : <Terms zone={zone} />}
      </p>
    </form>
  )
}

const NotServed = ({ pincode }: { pincode: string }) => (
  <>
    <b className="font-bold text-ink">We do not come to {pincode} yet.</b> You can pick your cake up at our counter.
  </>
)

function Terms({ zone }: Pick<Props, 'zone'>) {
  const { deliveryFee: fee, freeDeliveryAbove: freeAbove } = useShop()
  if (zone !== null) {
    return (
      <>
        <b className="font-bold text-ink">{zone.name}</b>: <ZoneFee zone={zone} /> Cash when it arrives.
      </>
    )
  }
  return (
    <>
      Delivery <Price rupees={fee} />
      {freeAbove !== null && (
        <>
          , free above <Price rupees={freeAbove} />
        </>
      )}
      . Cash when it arrives.
    </>
  )
}
