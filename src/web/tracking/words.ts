import { Bike, Check, ChefHat, CircleHelp, Inbox, type LucideIcon, X } from 'lucide-react'
import { formatRupees } from '../../domain/money.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import type { AnyOrder } from '../orders/own-orders.ts'
import { statusWord } from '../ui/status-tag.tsx'

type Words = {
  /** The headline, before the time since when it is so. */
  readonly headline: string
  /** The step's name on the line. */
  readonly step: string
  readonly icon: LucideIcon
  readonly tells: (order: AnyOrder) => string
  /** The same step while it is yet to come. */
  readonly willBe: (order: AnyOrder) => string
}

const WORDS: Record<OrderStatus, Words> = {
  pending: {
    headline: 'With us since',
    step: 'Ordered',
    icon: Inbox,
    tells: ({ totalPrice }) => `${formatRupees(totalPrice)}, cash on delivery.`,
    willBe: () => '',
  },
  processing: {
    headline: 'In the kitchen since',
    step: 'In the kitchen',
    icon: ChefHat,
    tells: ({ status }) => (status === 'processing' ? 'We accepted it and make it now.' : 'We accepted it.'),
    willBe: () => 'We look at every order before we accept it.',
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
    tells: () => 'It was handed over at the door.',
    willBe: ({ totalPrice }) => `Have ${formatRupees(totalPrice)} ready in cash.`,
  },
  cancelled: {
    headline: 'Cancelled',
    step: 'Cancelled',
    icon: X,
    tells: ({ reason }) => (reason === '' ? 'Nothing is made and nothing is to be paid.' : reason),
    willBe: () => '',
  },
}

/** A newer shop may know a status that this page does not: it is shown by its own word. */
export function wordsOf(status: OrderStatus): Words {
  if (status in WORDS) return WORDS[status]
  const word = statusWord(status)
  const tells = () => 'The shop is newer than this page. Load the page again to read more.'
  return { headline: `Now “${word}”, since`, step: word, icon: CircleHelp, tells, willBe: tells }
}

/** Where the order goes no further. */
export const isOver = (status: OrderStatus): boolean => status === 'delivered' || status === 'cancelled'

/** When it came to where it stands. */
export const sinceWhen = ({ status, history, updatedAt }: AnyOrder): string =>
  history.findLast((step) => step.status === status)?.at ?? updatedAt
