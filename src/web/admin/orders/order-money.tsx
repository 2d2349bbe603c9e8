import { Banknote, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { AdminOrder } from '../../../contract/order.ts'
import { formatRupees } from '../../../domain/money.ts'
import { api } from '../../live/api.ts'
import { knownOrder } from '../../live/known.ts'
import { useLive } from '../../live/live-provider.tsx'
import { useCall } from '../../live/use-call.ts'
import { useShop } from '../../live/use-shop.ts'
import { amountWords, moneyHere } from '../../payments/amount-words.ts'
import { waitsForPayment } from '../../payments/pay-view.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { formatMoment, formatTime } from '../../ui/time.ts'
import { owes } from './hand-over.tsx'
import { type MoneyDeed, MoneyDialog } from './money-dialog.tsx'

type Event = AdminOrder['payments'][number]

const SAYS: Record<Event['kind'], (amount: string, method: Event['method']) => readonly [bold: string, plain: string]> = {
  authorized: (amount) => [amount, 'promised by the bank'],
  taken: (amount, method) => [amount, method === 'cash' ? 'taken in cash' : 'received by UPI'],
  held: (amount) => [amount, 'came and is held'],
  failed: (amount) => [amount, 'failed'],
  'partly-returned': (amount) => [amount, 'given back'],
  returned: (amount) => [amount, 'given back'],
}

/** What came and went back, by whose word. */
function Events({ payments }: Pick<AdminOrder, 'payments'>) {
  const { timeZone } = useShop()
  if (payments.length === 0) return null
  return (
    <ul className="flex flex-col gap-1">
      {payments.map(({ kind, method, amount, currency, at, by, reference }, index) => {
        const [bold, plain] = SAYS[kind](amountWords(amount, currency), method)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said once stays where it is
          <li key={index} className="num">
            <b>{bold}</b> {plain}, {formatMoment(at, timeZone)}
            {by !== null ? `, ${by}` : method === 'upi' && ', the bank'}
            {reference !== '' && <span className="block break-all text-ink-2">{reference}</span>}
          </li>
        )
      })}
    </ul>
  )
}

/** What is asked of the order as it was then: `rev`. */
type Asks = { readonly deed: MoneyDeed; readonly rev: number; readonly title: string; readonly says: string; readonly action: string }

const came = ({ number, totalPrice, rev }: AdminOrder): Asks => ({
  deed: 'payment',
  rev,
  title: `${formatRupees(totalPrice)} came for ${number}?`,
  says: 'Look at your bank or its app first. The order can be accepted then, and the customer reads that it is paid.',
  action: 'Money received',
})
const gaveBack = (amount: string, { number, rev }: AdminOrder): Asks => ({
  deed: 'refund',
  rev,
  title: `${amount} of ${number} given back?`,
  says: 'Send it at your bank first: the shop moves no money. The customer reads that it was given back.',
  action: 'Given back',
})

/** What became of an order's money, and what staff can say of it. */
export function OrderMoney({ order }: { order: AdminOrder }) {
  const [asks, setAsks] = useState<Asks | null>(null)
  const late = order.status === 'cancelled' && order.paymentMethod === 'upi' && order.paymentState === 'none' && order.moneyNote === null
  return (
    <>
      <MoneyNote order={order} onAsk={setAsks} />
      <Events payments={order.payments} />
      {order.status === 'delivered' && owes(order) && <CashTaken order={order} />}
      {(waitsForPayment(order) || order.paymentState === 'authorized') && order.moneyNote === null && (
        <Waits order={order} onAsk={setAsks} />
      )}
      {late && (
        <Button size="small" className="self-start" onClick={() => setAsks(cameLate(order))}>
          <Banknote className="size-4" aria-hidden="true" />
          Money came after all
        </Button>
      )}
      {asks !== null && <MoneyDialog order={order} {...asks} onClose={() => setAsks(null)} />}
    </>
  )
}

const cameLate = (order: AdminOrder): Asks => ({
  ...came(order),
  says: 'The order stays cancelled. The customer reads that the shop gives the money back.',
})

function Waits({ order, onAsk }: { order: AdminOrder; onAsk: (asks: Asks) => void }) {
  const { timeZone } = useShop()
  return (
    <Note
      title={`Waits for ${formatRupees(order.totalPrice)} by UPI.`}
      actions={
        <Button size="small" kind="dark" onClick={() => onAsk(came(order))}>
          <Banknote className="size-4" aria-hidden="true" />
          Money received
        </Button>
      }
    >
      {order.paymentState === 'failed' && 'A try failed. '}
      {order.payBy !== null && `Unpaid at ${formatTime(order.payBy, timeZone)}, it is cancelled by itself.`}
    </Note>
  )
}

/** Money that somebody must look at. */
function MoneyNote({ order, onAsk }: { order: AdminOrder; onAsk: (asks: Asks) => void }) {
  const total = formatRupees(order.totalPrice)
  if (order.moneyNote === null) return null
  const held = order.payments.findLast(({ kind }) => kind === 'held')
  const amount = held === undefined ? total : amountWords(held.amount, held.currency)
  const toGiveBack = order.moneyNote === 'give-back' ? (moneyHere(order.payments) ?? total) : amount
  const back = (
    <Button size="small" onClick={() => onAsk(gaveBack(toGiveBack, order))}>
      <Undo2 className="size-4" aria-hidden="true" />
      Given back
    </Button>
  )
  if (order.moneyNote === 'give-back') {
    return (
      <Note kind="blocks" title={`${toGiveBack} to give back.`} actions={back}>
        The order is cancelled, and its money is here.
      </Note>
    )
  }
  const again = amount === total
  const take: Asks = {
    deed: 'payment',
    rev: order.rev,
    title: `Take ${amount} for ${order.number}?`,
    says: again ? 'Both payments are kept.' : `The order costs ${total}. It counts as paid with ${amount}, and can be accepted.`,
    action: 'Take it as it is',
  }
  return (
    <Note
      kind="blocks"
      title={again ? `${amount} came a second time.` : `${amount} came; the order costs ${total}.`}
      actions={
        <>
          <Button size="small" kind="dark" onClick={() => onAsk(take)}>
            Take it as it is
          </Button>
          {back}
        </>
      }
    >
      It is held until you say what becomes of it.
    </Note>
  )
}

function CashTaken({ order }: { order: AdminOrder }) {
  const { store } = useLive()
  const { run, moment, problem } = useCall()
  const take = async () => {
    const answer = await run(() => api<AdminOrder>('POST', `/api/orders/${order._id}/cash`))
    if (answer.ok) store.learn([knownOrder(answer.data)])
  }
  return (
    <>
      <Button size="small" className="self-start" moment={moment} onClick={() => void take()}>
        <Banknote className="size-4" aria-hidden="true" />
        Cash taken
      </Button>
      {problem !== null && (
        <p role="alert" className="font-semibold text-anaar-ink">
          {problem.message}
        </p>
      )}
    </>
  )
}
