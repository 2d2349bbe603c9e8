import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import type { Cart } from '../../contract/cart.ts'
import { formatRupees } from '../../domain/money.ts'
import { placeErrors } from '../account/field-errors.ts'
import { useSignInPath } from '../account/use-sign-in-path.ts'
import { pageShop } from '../app-context.ts'
import { Beside, TWO_COLUMNS } from '../cart/beside.tsx'
import { EmptyCart } from '../cart/empty-cart.tsx'
import { isReady } from '../cart/line-words.ts'
import { loadCart } from '../cart/load-cart.ts'
import { Sums } from '../cart/sums.tsx'
import { useCartActs } from '../cart/use-cart-acts.ts'
import { useCartView } from '../cart/use-cart-view.ts'
import { useLink } from '../live/use-link.ts'
import { useShop } from '../live/use-shop.ts'
import { useAccount } from '../root-data.ts'
import { Button } from '../ui/button.tsx'
import { cx } from '../ui/cx.ts'
import { Note } from '../ui/note.tsx'
import type { Route } from './+types/checkout-page'
import { CouponField } from './coupon-field.tsx'
import { CHECKS, DRAFT_FIELDS, type Draft, EMPTY_DRAFT, isPincode } from './draft.ts'
import { HoldBar } from './hold-bar.tsx'
import { OrderProblem } from './order-problem.tsx'
import { PayStep, usePaying } from './pay-step.tsx'
import { ReferencePhoto, useSending } from './reference-photo.tsx'
import { Step } from './step.tsx'
import { SummaryLine } from './summary-line.tsx'
import { TotalNote } from './total-note.tsx'
import { useAgreed } from './use-agreed.ts'
import { useCheckoutForm } from './use-checkout-form.ts'
import { useFields } from './use-fields.ts'
import { useOrdering } from './use-ordering.ts'
import { type Bill, type Terms, useQuote } from './use-quote.ts'
import { useSlotChoice } from './use-slot-choice.ts'
import { WhenStep } from './when-step.tsx'
import { WhereStep } from './where-step.tsx'
import { NotesField, WhoStep } from './who-step.tsx'

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

function Checkout({ view, ordering, cart: loaded }: Props) {
  const acts = useCartActs()
  const account = useAccount()
  const shop = useShop()
  const form = useCheckoutForm(account?.phone ?? '')
  const { draft, ...fields } = useFields(form)
  const ok = useRef<HTMLButtonElement>(null)
  const take = useRef<HTMLButtonElement>(null)
  const active = (view.cart?.items.length ?? 0) > 0 && ordering.moment !== 'pending' && ordering.moment !== 'done'
  const when = useSlotChoice(form, draft, loaded.version, active)
  const terms = termsOf(draft)
  const { bill, refresh } = useQuote(loaded, terms, when.grid?.zone ?? null)
  const cart = { ...loaded, subtotal: bill.subtotal, deliveryFee: bill.deliveryFee, totalPrice: bill.totalPrice }
  const { before, agree } = useAgreed(cart, bill.exact ? bill.totalPrice : null, JSON.stringify(terms), acts)
  const lost = shop.slots && when.loss !== null
  const waiting = cart.items.filter((line) => !isReady(line)).length
  const paying = usePaying()
  const sending = useSending((photo) => form.setValue('photo', photo))
  const place = form.handleSubmit(async (typed) => {
    if (before !== null) return ok.current?.focus()
    if (waiting > 0 || sending.busy || shop.state === 'paused') return
    if (!bill.exact) {
      if (bill.unanswered !== null) refresh()
      return waitFor(bill.totalPrice)
    }
    if (when.notServed) return form.setFocus('pincode')
    if (lost) return take.current?.focus()
    if (!shop.paymentMethods.includes(draft.paymentMethod)) return paying.focus()
    const sent = { holdId: when.keeping.hold?._id ?? null, coupon: bill.coupon?.code ?? '' }
    paying.forget()
    const problem = await ordering.place(cart, typed, sent)
    if (problem === null) return
    if (when.isLoss(problem.code)) when.lose(problem)
    if (problem.code === 'hold.over') when.keeping.lose()
    if (problem.code === 'payment.not-offered') paying.refuse(typed.paymentMethod, problem.message)
    placeErrors(problem, DRAFT_FIELDS, form.setError)
    refresh()
  })
  const waitFor = useSentOnce(bill, () => void place())
  const pickup = draft.mode === 'pickup'
  const steps = shop.slots ? 3 : 2
  const problem = bill.problems.find(({ code }) => code === 'zone.not-served')
  const notServed = problem !== undefined || when.notServed ? (problem?.message ?? '') : null
  return (
    <>
      <HoldBar keeping={when.keeping} slot={when.words} />
      <form noValidate onSubmit={(event) => void place(event)} className={`page-width py-4 md:py-6 ${TWO_COLUMNS}`}>
        <div className="flex min-w-0 flex-col gap-8">
          <Heading />
          <WhereStep form={form} fields={fields} draft={draft} zone={when.grid?.zone ?? null} notServed={notServed} />
          {shop.slots && <WhenStep {...when} takeRef={take} onChoose={when.choose} onRetry={() => void when.refresh()} />}
          <WhoStep number={steps} form={form} fields={fields} draft={draft} />
          <Step number={steps + 1} title="Anything else" done={fields.answered('notes') || draft.photo !== ''}>
            <NotesField fields={fields} />
            <ReferencePhoto photo={draft.photo} sending={sending} onTakeOff={() => form.setValue('photo', '')} />
          </Step>
          <PayStep number={steps + 2} pickup={pickup} form={form} draft={draft} paying={paying} />
        </div>
        <Beside
          label="Your order"
          action={
            <Place
              bill={bill}
              ordering={ordering}
              changed={before !== null}
              lost={lost}
              waiting={waiting}
              sending={sending.busy}
              paysNow={draft.paymentMethod === 'upi'}
            />
          }
        >
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
          <CouponField code={draft.coupon} bill={bill} onChange={(code) => form.setValue('coupon', code)} />
          <Sums
            cart={cart}
            more={{ mode: draft.mode, discount: bill.discount, coupon: bill.coupon?.code ?? '', taxIncluded: bill.taxIncluded }}
          />
          {before !== null && <TotalNote before={before} now={cart} okRef={ok} onOk={agree} />}
        </Beside>
      </form>
    </>
  )
}

/**
 * Who says yes to a total that the shop has yet to confirm need not say it again, when it is that. Unless the shop does not answer: long
 * after, nobody expects to have ordered.
 */
function useSentOnce({ exact, totalPrice, unanswered }: Bill, send: () => void): (seen: number) => void {
  const waits = useRef<number | null>(null)
  const latest = useRef(send)
  latest.current = send
  useEffect(() => {
    if (exact && waits.current === totalPrice) latest.current()
    if (exact || unanswered !== null) waits.current = null
  }, [exact, totalPrice, unanswered])
  return (seen) => {
    waits.current = seen
  }
}

const termsOf = ({ mode, pincode, coupon, phone }: Draft): Terms => ({
  mode,
  pincode: mode === 'delivery' && isPincode(pincode) ? pincode.trim() : '',
  coupon,
  // A coupon may be good once for each number.
  phone: coupon !== '' && CHECKS.phone(phone, EMPTY_DRAFT) === true ? phone : '',
})

function Heading() {
  const account = useAccount()
  const signInPath = useSignInPath()
  return (
    <header className="flex flex-wrap items-baseline justify-between gap-x-4">
      <h1 className="text-3xl">Checkout</h1>
      {account === null && (
        <p className="text-ink-2 text-sm">
          No account needed. Or{' '}
          <Link to={signInPath} className="link inline-flex min-h-11 items-center">
            sign in
          </Link>{' '}
          to keep your orders together.
        </p>
      )}
    </header>
  )
}

type PlaceProps = {
  readonly bill: Bill
  readonly ordering: ReturnType<typeof useOrdering>
  readonly changed: boolean
  /** The time that was chosen cannot be had. */
  readonly lost: boolean
  readonly waiting: number
  /** A picture is on its way. */
  readonly sending: boolean
  readonly paysNow: boolean
}

function Place({ bill, ordering, changed, lost, waiting, sending, paysNow }: PlaceProps) {
  const { state, stateNote } = useShop()
  const link = useLink()
  const paused = state === 'paused'
  const blocked = paused
    ? 'It can be pressed again when the shop takes orders.'
    : waiting > 0
      ? `Answer the ${waiting === 1 ? 'question' : `${waiting} questions`} above first.`
      : sending
        ? 'The picture is still on its way.'
        : changed
          ? 'Say OK to the new total first.'
          : lost
            ? 'Choose another time first.'
            : null
  return (
    <div className="flex flex-col gap-3">
      <OrderProblem ordering={ordering} />
      {paused && (
        <Note kind="blocks" role="status" title="The shop takes no orders right now.">
          {stateNote} Nothing you typed is lost: this page goes on by itself when it does again.
        </Note>
      )}
      {link.at === 'offline' && (
        <Note role="status" title="The line to the shop is cut.">
          What you typed is kept on this device. Order when the line is back; it comes back by itself.
        </Note>
      )}
      {!bill.exact && bill.unanswered !== null && link.at !== 'offline' && (
        <Note kind="blocks" role="status" title="The shop has not confirmed the total yet.">
          It is asked again by itself, and when you place the order. Nothing is ordered before it answers.
        </Note>
      )}
      <Button
        type="submit"
        kind="primary"
        size="big"
        className="w-full"
        moment={ordering.moment}
        pendingLabel="Placing your order"
        doneLabel="Ordered"
        failedLabel={`Try again · ${formatRupees(bill.totalPrice)}`}
        disabled={waiting > 0 || sending || paused}
        aria-busy={!bill.exact}
        aria-describedby="place-why"
      >
        Place order · {formatRupees(bill.totalPrice)}
      </Button>
      <p id="place-why" className={cx('text-center text-ink-2 text-sm', blocked === null && 'max-md:hidden')}>
        {blocked ?? (paysNow ? 'You pay on the next page.' : 'You can cancel until the kitchen accepts it.')}
      </p>
    </div>
  )
}
