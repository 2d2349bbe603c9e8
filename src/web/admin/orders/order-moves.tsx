import { useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { useRootData } from '../../root-data.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { statusWord } from '../../ui/status-tag.tsx'
import { formatTime } from '../../ui/time.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { MOVE, movesOf } from './order-words.ts'
import { type Overtaken, useMove } from './use-move.ts'

function OvertakenNote({ overtaken: { wanted, found }, onOk }: { overtaken: Overtaken; onOk: () => void }) {
  const { timeZone } = useRootData().shop
  return (
    <Note
      role="alert"
      title="Somebody was faster."
      actions={
        <Button size="small" onClick={onOk}>
          OK
        </Button>
      }
    >
      This order became {statusWord(found.status).toLowerCase()} at {formatTime(found.history.at(-1)?.at ?? found.updatedAt, timeZone)}.
      Yours, “{MOVE[wanted].label}”, was not done.
    </Note>
  )
}

/** Exactly the legal next steps of an order, each with its moments; `big` in the detail, `brief` beside it: the way on alone. */
export function OrderMoves({ order, size: shape }: { order: AdminOrder; size: 'big' | 'row' | 'brief' }) {
  const big = shape === 'big'
  const { move, moment, problem, wanted, overtaken, dismiss } = useMove(order)
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
                onClick={() => setCancelling(true)}
              >
                {MOVE[to].label}
              </Button>
            ) : (
              <Button
                key={`${order.version} ${to}`}
                size={size}
                kind={big || to === 'processing' ? 'primary' : 'outline'}
                moment={wanted === to && moment !== 'done' ? moment : 'idle'}
                pendingLabel={MOVE[to].pending}
                aria-label={wanted === to && moment === 'failed' ? undefined : `${MOVE[to].label} ${order.number}`}
                onClick={() => void move(to)}
              >
                {MOVE[to].label}
              </Button>
            ),
          )}
        </div>
      )}
      {problem !== null && wanted !== 'cancelled' && (
        <p role="alert" className="font-semibold text-anaar-ink text-sm">
          {problem.message}
        </p>
      )}
      {overtaken !== null && <OvertakenNote overtaken={overtaken} onOk={dismiss} />}
      <CancelDialog
        order={order}
        open={cancelling}
        onOpenChange={setCancelling}
        moment={wanted === 'cancelled' ? moment : 'idle'}
        problem={wanted === 'cancelled' ? problem : null}
        onCancel={async (reason) => {
          // Done, or overtaken and said so in place: either way the question is answered.
          if (await move('cancelled', reason)) setCancelling(false)
        }}
      />
    </div>
  )
}
