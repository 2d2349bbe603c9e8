import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import type { AddToCart as Body, Cart } from '../../contract/cart.ts'
import type { Problem } from '../../contract/refusal.ts'
import type { Choice } from '../../domain/choice.ts'
import { formatRupees } from '../../domain/money.ts'
import { knownCart } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { isOpen, sendingOnce } from '../live/send-once.ts'
import { useRootData } from '../root-data.ts'
import { Button, type Moment } from '../ui/button.tsx'
import { LiveValue } from '../ui/live-value.tsx'
import { Stepper } from '../ui/stepper.tsx'

const DONE_FOR = 2000
const MOST = 99

type Props = {
  readonly productId: string
  readonly name: string
  readonly choice: Choice
  readonly message: string
  readonly price: number
  /** What the price is compared with, of one piece. */
  readonly was: number | null
  /** Pieces left, null without limit. */
  readonly stock: number | null
  /** Why it cannot be added now; null when it can. */
  readonly hindered: string | null
}

/** `body`: what the newest try was to put in. */
type State = { readonly moment: Moment; readonly problem: Problem | null; readonly body: Body | null }
const IDLE: State = { moment: 'idle', problem: null, body: null }

const isSame = (one: Body | null, other: Body): boolean => JSON.stringify(one) === JSON.stringify(other)

function useAdding(body: Body) {
  const { viewer } = useRootData()
  const { store, renew } = useLive()
  const [send] = useState(sendingOnce<Cart>)
  const [state, setState] = useState(IDLE)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const add = async () => {
    clearTimeout(timer.current)
    setState({ moment: 'pending', problem: null, body })
    const answer = await send('/api/cart/add', body)
    if (!answer.ok) {
      setState({ moment: 'failed', problem: answer.problem, body })
      return
    }
    // The first cake makes a guest of nobody: from now on this page hears of its own cart.
    if (viewer === null) await renew()
    else store.learn([knownCart(viewer._id, answer.data)])
    setState({ moment: 'done', problem: null, body })
    timer.current = setTimeout(() => setState(IDLE), DONE_FOR)
  }
  // A failure is one of what was chosen then.
  const { moment, problem } = state.moment === 'failed' && !isSame(state.body, body) ? IDLE : state
  return { moment, problem, add }
}

const times = (rupees: number, pieces: number): number => Math.round(rupees * pieces * 100) / 100

export function AddToCart({ productId, name, choice, message, price, was, stock, hindered }: Props) {
  const [quantity, setQuantity] = useState(1)
  const most = Math.max(1, Math.min(MOST, stock ?? MOST))
  const many = Math.min(quantity, most)
  const words = message.trim()
  const body: Body = {
    productId,
    quantity: many,
    ...(choice.flavor === '' ? {} : { flavor: choice.flavor }),
    ...(choice.size === '' ? {} : { size: choice.size }),
    ...(choice.eggOption === '' ? {} : { eggOption: choice.eggOption }),
    ...(choice.design === '' ? {} : { design: choice.design }),
    ...(choice.extras.length === 0 ? {} : { extras: [...choice.extras] }),
    ...(words === '' ? {} : { message: words }),
  }
  const { moment, problem, add } = useAdding(body)
  const unanswered = problem !== null && isOpen(problem)
  return (
    <div className="max-md:sticky max-md:bottom-14 max-md:z-10 max-md:-mx-[var(--page)] max-md:bg-surface max-md:px-[var(--page)] max-md:py-3 max-md:shadow-3">
      <div className="flex items-center gap-3 md:gap-4">
        <div className="min-w-0 shrink-0">
          <LiveValue value={times(price, many)} format={formatRupees} className="display text-2xl" />
          {was !== null && was > price && (
            <p className="num text-sm">
              <del className="text-ink-3">
                <span className="sr-only">instead of </span>
                {formatRupees(times(was, many))}
              </del>{' '}
              <span className="font-[650] text-pista-ink">you save {formatRupees(times(was - price, many))}</span>
            </p>
          )}
          <p className="text-ink-3 text-xs">taxes included</p>
        </div>
        <div className="max-[420px]:hidden">
          <Stepper label={`Quantity of ${name}`} value={many} max={most} onChange={setQuantity} disabled={hindered !== null} />
        </div>
        <Button
          kind="primary"
          size="big"
          className="min-w-0 flex-1"
          moment={hindered === null ? moment : 'idle'}
          pendingLabel="Adding"
          doneLabel="In your cart"
          failedLabel={unanswered ? 'No answer. Try again' : 'Not added. Try again'}
          disabled={hindered !== null}
          onClick={() => void add()}
        >
          {hindered ?? 'Add to cart'}
        </Button>
      </div>
      <p role="status" className="mt-2 text-sm empty:hidden">
        {problem !== null && (
          <span className="font-semibold text-anaar-ink">
            {unanswered ? 'It may be in your cart already. Try again: however often you do, it is put in once.' : problem.message}
          </span>
        )}
        {moment === 'done' && (
          <>
            <span className="sr-only">{name} is in your cart. </span>
            <Link to="/cart" className="link inline-flex min-h-11 items-center">
              See your cart
            </Link>
          </>
        )}
      </p>
    </div>
  )
}
