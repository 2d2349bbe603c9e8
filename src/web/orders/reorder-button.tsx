import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import type { Reordered } from '../../contract/order.ts'
import { isOpen, sendingOnce } from '../live/send-once.ts'
import { useCall } from '../live/use-call.ts'
import { Button } from '../ui/button.tsx'

/** Puts an order's cakes into the cart again, at today's prices, and says what is no longer there. */
export function ReorderButton({ orderId, number, small = false }: { orderId: string; number: string; small?: boolean }) {
  const { run, moment, problem } = useCall()
  const [send] = useState(sendingOnce<Reordered>)
  const [answer, setAnswer] = useState<Reordered | null>(null)
  const order = async () => {
    const told = await run(() => send(`/api/orders/${orderId}/reorder`))
    if (told.ok) setAnswer(told.data)
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        size={small ? 'small' : 'normal'}
        moment={moment}
        pendingLabel="Putting it in"
        doneLabel="In the cart"
        aria-label={`Order ${number} again`}
        onClick={() => void order()}
      >
        <RotateCcw className={small ? 'size-4' : 'size-5'} aria-hidden="true" />
        Order again
      </Button>
      <p role="status" className="text-sm empty:hidden">
        {problem !== null &&
          (isOpen(problem)
            ? 'No answer from the shop. It may be in your cart already. Try again: however often you do, it is put in once.'
            : problem.message)}
        {answer !== null && answer.added > 0 && (
          <Link to="/cart" className="link">
            It is in your cart.
          </Link>
        )}{' '}
        {answer?.gone.map(({ name }) => `${name} is no longer to be had like that.`).join(' ')}
      </p>
    </div>
  )
}
