import { Bike, Check, ChefHat, CircleHelp, Inbox, type LucideIcon, X } from 'lucide-react'
import type { Order } from '../../contract/order.ts'
import { formatRupees } from '../../domain/money.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import { moneyWord } from '../orders/money-words.ts'
import { payViewOf, waitsForPayment } from '../payments/pay-view.ts'
import { statusWord } from '../ui/status-tag.tsx'

/** What a tracker tells of, whoever looks. */
export type Tracked = Pick<
  Order,
  | 'status'
  | 'reason'
  | 'history'
  | 'totalPrice'
  | 'updatedAt'
  | 'cancelledBy'
  | 'paymentMethod'
  | 'paymentState'
  | 'payBy'
  | 'payLink'
  | 'createdAt'
> & {
  readonly items: readonly { readonly quantity: number; readonly done: number }[]
}

type Words = {
  /** The headline, before the time since when it is so. */
  readonly headline: string
  /** The step's name on the line. */
  readonly step: string
  readonly icon: LucideIcon
  readonly tells: (order: Tracked) => string
  /** The same step while it is yet to come. */
  readonly willBe: (order: Tracked) => string
}

const WORDS: Record<OrderStatus, Words> = {
  pending: {
    headline: 'With us since',
    step: 'Ordered',
    icon: Inbox,
    tells: (order) => `${formatRupees(order.totalPrice)}, ${moneyWord(order)}.`,
    willBe: () => '',
  },
  processing: {
    headline: 'In the kitchen since',
    step: 'In the kitchen',
    icon: ChefHat,
    tells: (order) => (order.status === 'processing' ? `We accepted it and make it now.${progressOf(order)}` : 'We accepted it.'),
    willBe: (order) => (waitsForPayment(order) ? 'We begin when it is paid.' : 'We look at every order before we accept it.'),
  },
  shipped: {
    headline: 'On the road since',
    step: 'Out for delivery',
    icon: Bike,
    tells: () => 'It has left the kitchen.',
    willBe: () => 'It leaves the kitchen when it is done.',
  },
  delivered: {
    headline: 'Delivered',
    step: 'Delivered',
    icon: Check,
    tells: ({ paymentState, paymentMethod }) =>
      `It was handed over at the door${paymentState === 'paid' && paymentMethod === 'cod' ? ', and paid' : ''}.`,
    willBe: ({ totalPrice, paymentMethod }) => (paymentMethod === 'cod' ? `Have ${formatRupees(totalPrice)} ready in cash.` : ''),
  },
  cancelled: {
    headline: 'Cancelled',
    step: 'Cancelled',
    icon: X,
    tells: (order) => {
      const { reason, cancelledBy } = order
      if (reason === '') return `Nothing is made. ${moneyWhenCancelled(order)}`
      return cancelledBy === 'shop' ? `The bakery says: ${reason}` : reason
    },
    willBe: () => '',
  },
}

/** How far the kitchen is, once it has begun to tick off. */
function progressOf({ items }: Tracked): string {
  const [done, all] = [items.reduce((sum, item) => sum + item.done, 0), items.reduce((sum, item) => sum + item.quantity, 0)]
  if (done === 0) return ''
  return done === all ? ' All of it is done.' : ` ${done} of ${all} done.`
}

/** A newer shop may know a status that this page does not: it is shown by its own word. */
export function wordsOf(status: OrderStatus): Words {
  if (status in WORDS) return WORDS[status]
  const word = statusWord(status)
  const tells = () => 'The shop is newer than this page. Load the page again to read more.'
  return { headline: `Now “${word}”, since`, step: word, icon: CircleHelp, tells, willBe: tells }
}

/** The headline, before the time since when it is so. */
export const headlineOf = (order: Tracked): string =>
  waitsForPayment(order) ? 'Waits for your payment since' : wordsOf(order.status).headline

/** What a cancelled order means for the buyer's money. */
export function moneyWhenCancelled(order: Tracked): string {
  const { at } = payViewOf(order)
  if (at === 'came-anyway') return 'The shop gives your money back.'
  if (at === 'given-back') return 'The money was given back.'
  return order.paymentMethod === 'cod'
    ? 'Nothing is to be paid.'
    : 'Nothing is to be paid. If you paid all the same, the shop gives it back.'
}

/** Where the order goes no further. */
export const isOver = (status: OrderStatus): boolean => status === 'delivered' || status === 'cancelled'

/** When it came to where it stands. */
export const sinceWhen = ({ status, history, updatedAt, createdAt }: Tracked): string =>
  status === 'pending' ? createdAt : (history.findLast((step) => step.status === status)?.at ?? updatedAt)
