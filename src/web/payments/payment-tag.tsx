import { CircleAlert, CircleCheck, Hourglass } from 'lucide-react'
import type { AdminOrder } from '../../contract/order.ts'
import { Tag } from '../ui/tag.tsx'
import { type Payable, payViewOf } from './pay-view.ts'

/** Beside the status, where the money comes before the cake. Nothing where it is paid at the door. */
export function PaymentTag({ order }: { order: Payable }) {
  const { at } = payViewOf(order)
  if (at === 'waiting') {
    return (
      <Tag tone="haldi" icon={Hourglass}>
        Waiting for payment
      </Tag>
    )
  }
  if (at !== 'paid' || order.status === 'delivered') return null
  return (
    <Tag tone="pista" icon={CircleCheck}>
      Paid
    </Tag>
  )
}

const LOOK_AT: Record<NonNullable<AdminOrder['moneyNote']>, string> = {
  'other-amount': 'Other amount came',
  'give-back': 'Give money back',
}

/** The same for staff, with what somebody must look at. */
export function StaffPaymentTag({ order }: { order: AdminOrder }) {
  if (order.moneyNote === null) return <PaymentTag order={order} />
  return (
    <Tag tone="anaar" icon={CircleAlert}>
      {LOOK_AT[order.moneyNote]}
    </Tag>
  )
}
