import type { AdminOrder } from '../../../contract/order.ts'
import { formatRupees } from '../../../domain/money.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Money is to be taken at the door. */
export const owes = ({ paymentState, paymentMethod }: Pick<AdminOrder, 'paymentState' | 'paymentMethod'>): boolean =>
  paymentMethod === 'cod' && paymentState === 'pending'

type Props = {
  readonly order: AdminOrder
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onDelivered: (cashTaken: boolean) => void
}

/** Whoever hands an order over that is not paid says whether the cash was taken. */
export function HandOver({ order, open, onOpenChange, onDelivered }: Props) {
  const done = (cashTaken: boolean) => {
    onOpenChange(false)
    onDelivered(cashTaken)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`${order.number} is delivered`}
      description={`It costs ${formatRupees(order.totalPrice)}, cash on delivery. Was that taken?`}
      footer={
        <>
          <Button kind="primary" onClick={() => done(true)}>
            {formatRupees(order.totalPrice)} taken
          </Button>
          <Button onClick={() => done(false)}>Not yet</Button>
        </>
      }
    >
      <p className="text-ink-2 text-sm">What is not taken yet can be recorded later, at the order.</p>
    </Dialog>
  )
}
