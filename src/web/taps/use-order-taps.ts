import { useMemo } from 'react'
import type { StaffOrder } from '../../contract/ticket.ts'
import type { OrderStatus } from '../../domain/order-status.ts'
import { announce } from '../ui/announcer.tsx'
import { statusWord } from '../ui/status-tag.tsx'
import { type Choices, showWith, type Tap } from './queue.ts'
import { useTaps } from './taps-provider.tsx'

/** The same orders, each where the taps that wait would bring it. */
export function useShownOrders<T extends StaffOrder>(orders: readonly T[]): readonly T[] {
  const { taps } = useTaps()
  return useMemo(() => (taps.length === 0 ? orders : orders.map((order) => showWith(order, taps).order)), [orders, taps])
}

export function useShownOrder<T extends StaffOrder>(order: T | null): T | null {
  const { taps } = useTaps()
  return useMemo(() => (order === null ? null : showWith(order, taps).order), [order, taps])
}

export type OrderTaps = {
  /** Not answered yet. */
  readonly waiting: readonly Tap[]
  /** The one that the shop did not do; what followed it was not sent. */
  readonly refused: Tap | null
  readonly resting: boolean
  /** On the road too long to be only on the way. */
  readonly unsent: boolean
  move(to: OrderStatus, choices?: Choices): void
  /** So many pieces of a line are done; `line` counts from 0. */
  tick(line: number, done: number): void
  dismiss(): void
}

/** What was tapped on one order here, and how to tap. `order`: as it is shown. */
export function useOrderTaps(order: StaffOrder): OrderTaps {
  const { taps, road, resting, tap, discard } = useTaps()
  const { waiting, refused } = showWith(order, taps)
  const [first = null] = refused
  return {
    waiting,
    refused: first,
    resting,
    unsent: waiting.length > 0 && road !== 'open',
    tick: (line, done) => {
      const { _id, number, status, version } = order
      tap({ order: _id, number, from: status, to: status, version, tick: { line, done } })
    },
    move: (to, choices) => {
      const { _id, number, status, version } = order
      tap({ order: _id, number, from: status, to, version, ...(choices === undefined ? {} : { choices }) })
      if (road !== 'open') announce(`${number} ${statusWord(to).toLowerCase()}, not sent yet`)
    },
    dismiss: () => first !== null && discard(first.key),
  }
}
