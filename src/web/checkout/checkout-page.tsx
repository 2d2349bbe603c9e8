import { type RefObject, useRef } from 'react'
import { Link } from 'react-router'
import type { Cart } from '../../contract/cart.ts'
import { formatRupees } from '../../domain/money.ts'
import { placeErrors } from '../account/field-errors.ts'
import { useReady } from '../account/use-ready.ts'
import { pageShop } from '../app-context.ts'
import { Beside, TWO_COLUMNS } from '../cart/beside.tsx'
import { EmptyCart } from '../cart/empty-cart.tsx'
import { isReady } from '../cart/line-words.ts'
import { loadCart } from '../cart/load-cart.ts'
import { Sums } from '../cart/sums.tsx'
import { useCartActs } from '../cart/use-cart-acts.ts'
import { useCartView } from '../cart/use-cart-view.ts'
import { useAccount } from '../root-data.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import type { Route } from './+types/checkout-page'
import { DRAFT_FIELDS } from './draft.ts'
import { OrderProblem } from './order-problem.tsx'
import { Questions } from './questions.tsx'
import { SummaryLine } from './summary-line.tsx'
import { TotalNote } from './total-note.tsx'
import { useAgreed } from './use-agreed.ts'
import { useCheckoutForm } from './use-checkout-form.ts'
import { useOrdering } from './use-ordering.ts'

export const loader = async ({ context }: Route.LoaderArgs) => await loadCart(context.get(pageShop))

export const meta: Route.MetaFunction = () => [{ title: 'Checkout' }, { name: 'robots', content: 'noindex' }]

export default function CheckoutPage({ loaderData }: Route.ComponentProps) {
  const view = useCartView(loaderData)
  const ordering = useOrdering(view)
  const { shown } = ordering
  if (shown === null || shown.items.length === 0) {
    return (
      <div className="page-width py-8">
        <EmptyCart>There is nothing to check out. What you add on any of your screens shows here.</EmptyCart>
      </div>
    )
  }
  return <Checkout view={view} ordering={ordering} cart={shown} />
}

type Props = {
  readonly view: ReturnType<typeof useCartView>
  readonly ordering: ReturnType<typeof useOrdering>
  readonly cart: Cart
}

function Checkout({ view, ordering, cart }: Props) {
  const acts = useCartActs()
  const form = useCheckoutForm()
  const { agreed, agree } = useAgreed(cart, acts)
  const ok = useRef<HTMLButtonElement>(null)
  const waiting = cart.items.filter((line) => !isReady(line)).length
  const changed = waiting === 0 && agreed.totalPrice !== cart.totalPrice
  const place = form.handleSubmit(async (draft) => {
    if (changed) return ok.current?.focus()
    if (waiting > 0) return
    const problem = await ordering.place(cart, draft)
    if (problem !== null) placeErrors(problem, DRAFT_FIELDS, form.setError)
  })
  return (
    <form noValidate onSubmit={(event) => void place(event)} className={`page-width py-4 md:py-6 ${TWO_COLUMNS}`}>
      <div className="flex min-w-0 flex-col gap-8">
        <Heading />
        <Questions form={form} />
      </div>
      <Beside label="Your order" action={<Place cart={cart} ordering={ordering} changed={changed} waiting={waiting} />}>
        <div className="flex items-baseline justify-between gap-4">
          <h2 className="text-xl">Your order</h2>
          <Link to="/cart" className="link inline-flex min-h-11 items-center text-sm">
            Change
          </Link>
        </div>
        <ul className="flex flex-col gap-4 border-line border-b border-dashed pb-5">
          {cart.items.map((line) => (
            <SummaryLine
              key={line._id}
              line={line}
              cart={cart}
              product={view.productOf(line)}
              acts={acts}
              refused={ordering.refused.lines.get(line._id)}
            />
          ))}
        </ul>
        <Sums cart={cart} />
        <Changed shown={changed} agreed={agreed} cart={cart} okRef={ok} onOk={agree} />
      </Beside>
    </form>
  )
}

function Heading() {
  const account = useAccount()
  return (
    <header className="flex flex-wrap items-baseline justify-between gap-x-4">
      <h1 className="text-3xl">Checkout</h1>
      {account === null && (
        <p className="text-ink-2 text-sm">
          No account needed. Or{' '}
          <Link to="/login?next=%2Fcheckout" className="link inline-flex min-h-11 items-center">
            sign in
          </Link>{' '}
          to keep your orders together.
        </p>
      )}
    </header>
  )
}

type ChangedProps = {
  readonly shown: boolean
  readonly agreed: Cart
  readonly cart: Cart
  readonly okRef: RefObject<HTMLButtonElement | null>
  readonly onOk: () => void
}

const Changed = ({ shown, agreed, cart, okRef, onOk }: ChangedProps) =>
  shown && <TotalNote before={agreed} now={cart} okRef={okRef} onOk={onOk} />

type PlaceProps = {
  readonly cart: Cart
  readonly ordering: ReturnType<typeof useOrdering>
  readonly changed: boolean
  readonly waiting: number
}

function Place({ cart, ordering, changed, waiting }: PlaceProps) {
  const ready = useReady()
  const blocked =
    waiting > 0
      ? `Answer the ${waiting === 1 ? 'question' : `${waiting} questions`} above first.`
      : changed
        ? 'Say OK to the new total first.'
        : null
  return (
    <div className="flex flex-col gap-3">
      <OrderProblem ordering={ordering} />
      <Button
        type="submit"
        kind="primary"
        size="big"
        className="w-full"
        moment={ordering.moment}
        pendingLabel="Placing your order"
        doneLabel="Ordered"
        failedLabel={`Try again · ${formatRupees(cart.totalPrice)}`}
        disabled={!ready || waiting > 0}
      >
        Place order · {formatRupees(cart.totalPrice)}
      </Button>
      <p className={cx('text-center text-ink-2 text-sm', blocked === null && 'max-md:hidden')}>
        {blocked ?? 'You can cancel until the kitchen accepts it.'}
      </p>
    </div>
  )
}
