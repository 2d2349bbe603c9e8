import { canMove, type OrderStatus } from '../../domain/order-status.ts'

/** Why a tap was not done, in the shop's words. */
export type Refused = { readonly code: string; readonly message: string }

/** Pieces of one line that are done: `line` counts from 0. */
export type Tick = { readonly line: number; readonly done: number }

/** What else is decided with a move. */
export type Choices = { readonly reason?: string; readonly giveBack?: boolean; readonly cashTaken?: boolean }

/** One press of a status button, or of a line that is done, kept until the shop has answered it. */
export type Tap = {
  /** Its Idempotency-Key: however often it is sent, it is done once. */
  readonly key: string
  /** The order's id, and its number for people. */
  readonly order: string
  readonly number: string
  readonly from: OrderStatus
  readonly to: OrderStatus
  /** The order as this screen showed it, earlier taps that still wait counted in. */
  readonly version: number
  readonly choices?: Choices
  /** It moves nothing: `from` and `to` are where the order is, and of this line so many are done. */
  readonly tick?: Tick
  /** When, in milliseconds of the client's clock. Later taps have later times, whatever the clock does: it is the order of sending. */
  readonly at: number
  readonly refused?: Refused
}

/** `away`: the last try did not reach the shop. `signed-out`: nothing is sent until the same person is signed in again. */
export type Road = 'open' | 'away' | 'signed-out'

/** One person's taps on one browser, oldest first. */
export type Queue = { readonly taps: readonly Tap[]; readonly road: Road }

export type QueueEvent =
  | { readonly on: 'tapped'; readonly tap: Tap }
  | { readonly on: 'done'; readonly key: string }
  | { readonly on: 'refused'; readonly key: string; readonly why: Refused }
  | { readonly on: 'unreached' }
  | { readonly on: 'signed-out' }
  | { readonly on: 'signed-in' }
  /** Somebody thought better of it, or has read why it was refused. */
  | { readonly on: 'discarded'; readonly key: string }

export const EMPTY: Queue = { taps: [], road: 'open' }

/** A tap that builds on one that was not done. */
const HELD: Refused = { code: 'tap.held', message: 'The tap before it was not done, so this one was not sent.' }

type Step = { [E in QueueEvent['on']]: (queue: Queue, event: Extract<QueueEvent, { on: E }>) => Queue }

const STEPS: Step = {
  tapped: ({ taps, road }, { tap }) => {
    if (taps.some(({ key }) => key === tap.key)) return { taps, road }
    const after = (taps.at(-1)?.at ?? 0) + 1
    return { taps: [...taps, { ...tap, at: Math.max(tap.at, after) }], road }
  },
  done: ({ taps }, { key }) => ({ taps: taps.filter((tap) => tap.key !== key), road: 'open' }),
  refused: ({ taps }, { key, why }) => ({ taps: refuse(taps, key, why), road: 'open' }),
  unreached: ({ taps, road }) => ({ taps, road: road === 'signed-out' ? road : 'away' }),
  'signed-out': ({ taps }) => ({ taps, road: 'signed-out' }),
  'signed-in': ({ taps, road }) => ({ taps, road: road === 'signed-out' ? 'open' : road }),
  discarded: ({ taps, road }, { key }) => {
    const gone = withFollowers(taps, key)
    const wasRefused = taps.some((tap) => tap.key === key && tap.refused !== undefined)
    // What was tapped after a refusal was tapped on the truth: only what fell with it goes.
    const stays = (tap: Tap) => !gone.has(tap) || (wasRefused && tap.key !== key && tap.refused?.code !== HELD.code)
    return { taps: taps.filter(stays), road }
  },
}

/** The queue after `event`. Pure. */
export function nextQueue(queue: Queue, event: QueueEvent): Queue {
  const step = STEPS[event.on] as (queue: Queue, event: QueueEvent) => Queue
  return step(queue, event)
}

/** The tap to send now; null when there is nothing to send, or nobody to send it as. */
export function toSend({ taps, road }: Queue): Tap | null {
  return road === 'signed-out' ? null : (taps.find(({ refused }) => refused === undefined) ?? null)
}

/** A tap, and the later ones on the same order: they were made on what it would have become. */
function withFollowers(taps: readonly Tap[], key: string): ReadonlySet<Tap> {
  const first = taps.findIndex((tap) => tap.key === key)
  const order = taps[first]?.order
  return new Set(taps.filter((tap, index) => index >= first && first !== -1 && tap.order === order))
}

function refuse(taps: readonly Tap[], key: string, why: Refused): readonly Tap[] {
  const fallen = withFollowers(taps, key)
  return taps.map((tap) => (fallen.has(tap) && tap.refused === undefined ? { ...tap, refused: tap.key === key ? why : HELD } : tap))
}

export type Shown<T> = { readonly order: T; readonly waiting: readonly Tap[]; readonly refused: readonly Tap[] }

/**
 * An order as the screen shows it: where the taps that wait would bring it. A tap counts only on the very state that it was made on:
 * once the order has moved otherwise, the truth is shown.
 */
export function showWith<T extends Tapped>(order: T, taps: readonly Tap[]): Shown<T> {
  const own = taps.filter((tap) => tap.order === order._id)
  const waiting = own.filter(({ refused }) => refused === undefined)
  const refused = own.filter((tap) => tap.refused !== undefined)
  const ticks = waiting.flatMap(({ tick }) => tick ?? [])
  const ahead = waiting.reduce(
    ({ status, version }, tap) =>
      tap.tick === undefined && tap.version === version && canMove(status, tap.to)
        ? { status: tap.to, version: version + 1 }
        : { status, version },
    { status: order.status, version: order.version },
  )
  const ticked = ticks.reduce(withTick, order)
  return { order: ahead.version === order.version ? ticked : { ...ticked, ...ahead }, waiting, refused }
}

type Tapped = {
  readonly _id: string
  readonly status: OrderStatus
  readonly version: number
  readonly items?: readonly { readonly done: number }[]
}

function withTick<T extends Tapped>(order: T, { line, done }: Tick): T {
  return { ...order, items: order.items?.map((item, index) => (index === line ? { ...item, done } : item)) }
}
