import { Hourglass, Smartphone } from 'lucide-react'
import { useContext, useEffect, useMemo, useRef } from 'react'
import type { Order } from '../../contract/order.ts'
import { formatRupees } from '../../domain/money.ts'
import { minutesAndSeconds, onStopwatch, useSecondsUntil } from '../delivery/use-server-time.ts'
import { LoadedAt, useWhen } from '../tracking/use-when.ts'
import { announce } from '../ui/announcer.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { Card } from '../ui/card.tsx'
import { CopyLine } from '../ui/copy-button.tsx'
import { Note } from '../ui/note.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { amountWords, moneyHere } from './amount-words.ts'
import { readPayLink } from './pay-link.ts'
import { type Payable, payViewOf } from './pay-view.ts'

type Paid = Payable & Pick<Order, 'number' | 'totalPrice' | 'history'> & { readonly payments?: Order['payments'] }

/** How an order is paid by UPI, and then what became of the money. Nothing where it is paid at the door. */
export function PayCard({ order }: { order: Paid }) {
  const view = payViewOf(order)
  // Who follows a link is not told of single payments.
  const here = moneyHere(order.payments ?? []) ?? 'money'
  useSpokenPayment(view.at, here)
  const began = useBeginning()
  if (view.at === 'nothing') return null
  return (
    <section id="pay" aria-label="Payment" className="scroll-mt-4" data-pay={view.at}>
      {view.at === 'waiting' ? <ToPay order={order} began={began} {...view} /> : <Became at={view.at} here={here} late={cameLate(order)} />}
    </section>
  )
}

const BECAME = {
  'on-its-way': ['tells', 'Your bank has taken it on.', () => 'The money is on its way to us.'],
  paid: ['confirms', 'Paid.', () => 'The money is here. Thank you.'],
  'came-anyway': ['tells', 'The money is here, but the order is cancelled.', (here: string) => `The shop gives the ${here} back.`],
  'given-back': ['confirms', 'Given back.', () => 'The shop gave the money back to you.'],
} as const

/** After it was cancelled, as far as this viewer is told. */
function cameLate({ history, payments = [] }: Paid): boolean {
  const cancelled = history.findLast(({ status }) => status === 'cancelled')
  return cancelled !== undefined && payments.some(({ kind, at }) => (kind === 'taken' || kind === 'held') && at > cancelled.at)
}

function Became({ at, here, late }: { at: keyof typeof BECAME; here: string; late: boolean }) {
  const [kind, usual, says] = BECAME[at]
  const title = at === 'came-anyway' && late ? 'The money came after the order was cancelled.' : usual
  return (
    <Note kind={kind} title={title}>
      {says(here)}
    </Note>
  )
}

/** For who listens to the screen: once for each change, not when the page opens. */
function useSpokenPayment(at: ReturnType<typeof payViewOf>['at'], here: string): void {
  const before = useRef(at)
  useEffect(() => {
    if (before.current === at) return
    before.current = at
    if (at === 'paid') announce('Paid. The money is here.')
    if (at === 'came-anyway') announce(`The money is here, but the order is cancelled. The shop gives the ${here} back.`)
    if (at === 'given-back') announce('The shop gave the money back.')
  }, [at, here])
}

const WARNED_AT = 60
const START = new Date(0).toISOString()

/** 7:42, or 3:07:42 where a shop waits for hours. */
function clockOf(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  return hours === 0 ? minutesAndSeconds(seconds) : `${hours}:${minutesAndSeconds(seconds % 3600).padStart(5, '0')}`
}

type ToPayProps = {
  readonly order: Paid
  readonly began: number | null
  readonly link: string
  readonly payBy: string
  readonly failed: boolean
}

function ToPay({ order, began, link, payBy, failed }: ToPayProps) {
  const { number, totalPrice } = order
  const amount = formatRupees(totalPrice)
  const { upiId, name } = readPayLink(link)
  const other = order.payments?.findLast(({ kind }) => kind === 'held')
  const secondsLeft = usePayTime(began === null ? null : began + Date.parse(payBy))
  if (secondsLeft === 0) return <Over number={number} />
  return (
    <Card className="grid gap-6 md:grid-cols-[1fr_auto]">
      <div className="flex min-w-0 flex-col gap-4">
        <div>
          <h2 className="text-2xl">Pay {amount} by UPI</h2>
          <TimeLeft secondsLeft={secondsLeft} payBy={payBy} />
        </div>
        {other !== undefined && (
          <Note title={`${amountWords(other.amount, other.currency)} came; the order costs ${amount}.`}>
            The shop looks at it, and takes it or gives it back.
          </Note>
        )}
        {failed && (
          <Note kind="blocks" title="The last try did not go through.">
            Nothing came to us. Try again, with another app or bank if you like.
          </Note>
        )}
        <a href={link} className={buttonStyle('primary', 'big', 'w-full md:hidden pointer-coarse:inline-flex')} data-pay-link="">
          <Smartphone className="size-5" aria-hidden="true" />
          Pay {amount} in a UPI app
        </a>
        <p className="text-ink-2 max-md:hidden pointer-coarse:hidden">
          Scan the code with any UPI app on your phone. Amount and order number are in it. This page says “Paid” by itself when the money is
          here.
        </p>
        <p className="hidden text-ink-2 text-sm max-md:block pointer-coarse:block">
          Then come back: this page says “Paid” by itself. No app opens? Scan the code with another phone, or pay by hand:
        </p>
        <dl className="rounded-md bg-sunken px-4">
          <CopyLine what="UPI id" label={name === '' ? 'To' : `To ${name}`} text={upiId} />
          <CopyLine what="amount" label="Amount" text={String(totalPrice)} shown={amount} />
          <CopyLine what="order number" label="With this in the note" text={number} />
        </dl>
      </div>
      <figure className="mx-auto flex w-64 max-w-full flex-col items-center gap-2 md:mx-0">
        <QrCode
          text={link}
          alt={`QR code that pays ${amount} to ${upiId} for order ${number}, in any UPI app`}
          className="w-full rounded-md shadow-[0_0_0_1.5px_var(--line-strong)]"
        />
        <figcaption className="num text-center text-ink-2 text-sm">
          {amount} · {number}
        </figcaption>
      </figure>
    </Card>
  )
}

/**
 * The beginning of 1970 by the server's clock, on this machine's stopwatch: set when the page is loaded, since a payment that is tried in
 * between takes the time to pay off the screen. null until the page runs in the browser.
 */
function useBeginning(): number | null {
  const loadedAt = useContext(LoadedAt)
  return useMemo(() => (typeof window === 'undefined' || loadedAt === '' ? null : onStopwatch(START, loadedAt)), [loadedAt])
}

/** By the server's clock. `end`: on the stopwatch. */
function usePayTime(end: number | null): number | null {
  const secondsLeft = useSecondsUntil(end)
  useEffect(() => {
    if (secondsLeft === WARNED_AT) announce('One more minute to pay.')
    if (secondsLeft === 0) announce('The time to pay is over.')
  }, [secondsLeft])
  return secondsLeft
}

function TimeLeft({ secondsLeft, payBy }: { secondsLeft: number | null; payBy: string }) {
  const when = useWhen()
  return (
    <p className="mt-1 flex items-center gap-2 text-ink-2">
      <Hourglass className="size-4 shrink-0" aria-hidden="true" />
      <span>
        Until <time dateTime={payBy}>{when(payBy)}</time> the order waits for you
        {secondsLeft !== null && (
          <>
            {': '}
            <span
              role="timer"
              aria-live="off"
              className="num whitespace-nowrap font-bold text-ink underline decoration-2 decoration-haldi underline-offset-4"
            >
              {clockOf(secondsLeft)}
            </span>
          </>
        )}
      </span>
    </p>
  )
}

/** Between the last second and what the shop says of it. */
const Over = ({ number }: { number: string }) => (
  <Note kind="blocks" title="The time to pay is over.">
    Please do not pay {number} any more. If you have paid just now, stay here: this page says what became of it.
  </Note>
)
