import { useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { MOVE } from '../../taps/move-words.ts'
import { RefusedTap } from '../../taps/refused-tap.tsx'
import { UnsentTag } from '../../taps/unsent-tag.tsx'
import { useOrderTaps } from '../../taps/use-order-taps.ts'
import { Button } from '../../ui/button.tsx'
import { CancelDialog } from './cancel-dialog.tsx'
import { movesOf } from './order-words.ts'

/** Exactly the legal next steps of an order; `big` in the detail, `brief` beside it: the way on alone. */
export function OrderMoves({ order, size: shape }: { order: AdminOrder; size: 'big' | 'row' | 'brief' }) {
  const big = shape === 'big'
  const taps = useOrderTaps(order)
  const [cancelling, setCancelling] = useState(false)
  const moves = movesOf(order).filter((to) => shape !== 'brief' || to !== 'cancelled')
  const size = big ? 'normal' : 'small'
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
                aria-disabled={taps.resting || undefined}
                onClick={() => taps.move(to)}
              >
                {MOVE[to]}
              </Button>
            ),
          )}
        </div>
      )}
      {taps.unsent && <UnsentTag />}
      {taps.refused !== null && <RefusedTap tap={taps.refused} order={order} onOk={taps.dismiss} />}
      <CancelDialog
        order={order}
        open={cancelling}
        onOpenChange={setCancelling}
        onCancel={(reason) => {
          taps.move('cancelled', reason)
          setCancelling(false)
        }}
      />
    </div>
  )
}
