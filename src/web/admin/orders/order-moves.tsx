import { useId, useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { MOVE } from '../../taps/move-words.ts'
import { RefusedTap } from '../../taps/refused-tap.tsx'
import { UnsentTag } from '../../taps/unsent-tag.tsx'
import { useOrderTaps } from '../../taps/use-order-taps.ts'
import { Button } from '../../ui/button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { CorrectStep } from './correct-step.tsx'
import { HandOver, owes } from './hand-over.tsx'
import { isWorkable, movesOf } from './order-words.ts'

/** Exactly the legal next steps of an order; `big` in the detail, `brief` beside it: the way on alone. */
export function OrderMoves({ order, size: shape }: { order: AdminOrder; size: 'big' | 'row' | 'brief' }) {
  const big = shape === 'big'
  const taps = useOrderTaps(order)
  const [cancelling, setCancelling] = useState(false)
  const [handing, setHanding] = useState(false)
  const now = useNow()
  const moves = movesOf(order).filter((to) => shape !== 'brief' || to !== 'cancelled')
  const size = big ? 'normal' : 'small'
  const why = useId()
  const unpaid = !isWorkable(order) && moves.some((to) => to !== 'cancelled')
  return (
    <div className="flex flex-col gap-2">
      {moves.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {moves.map((to) =>
            to === 'cancelled' ? (
              <Button
                key={`${order.version} ${to}`}
                size={size}
                kind={big ? 'outline' : 'quiet'}
                aria-label={`Cancel ${order.number}`}
                aria-disabled={taps.resting || undefined}
                onClick={() => !taps.resting && setCancelling(true)}
              >
                {MOVE[to]}
              </Button>
            ) : (
              <Button
                key={`${order.version} ${to}`}
                size={size}
                kind={big || to === 'processing' ? 'primary' : 'outline'}
                aria-label={`${MOVE[to]} ${order.number}`}
                aria-disabled={taps.resting || unpaid || undefined}
                aria-describedby={unpaid ? why : undefined}
                onClick={() => {
                  if (unpaid) return
                  if (to === 'delivered' && owes(order)) setHanding(true)
                  else taps.move(to)
                }}
              >
                {MOVE[to]}
              </Button>
            ),
          )}
        </div>
      )}
      {unpaid && (
        <p id={why} className="text-ink-2 text-sm">
          {order.moneyNote === 'other-amount'
            ? 'Say first what becomes of the money that came.'
            : 'Not paid yet. It can be accepted once it is.'}
        </p>
      )}
      {shape !== 'brief' && <CorrectStep order={order} now={now} />}
      {taps.unsent && <UnsentTag />}
      {taps.refused !== null && <RefusedTap tap={taps.refused} order={order} onOk={taps.dismiss} />}
      <CancelDialog
        order={order}
        open={cancelling}
        onOpenChange={setCancelling}
        onCancel={(choices) => {
          taps.move('cancelled', choices)
          setCancelling(false)
        }}
      />
      <HandOver order={order} open={handing} onOpenChange={setHanding} onDelivered={(cashTaken) => taps.move('delivered', { cashTaken })} />
    </div>
  )
}
