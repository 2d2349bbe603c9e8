import type { Problem } from '../../contract/refusal.ts'
import type { StaffOrder } from '../../contract/ticket.ts'
import type { Answer } from '../live/api.ts'
import { type QueueEvent, type Tap, toSend } from './queue.ts'
import type { TapBox } from './tap-box.ts'

type Shop = {
  /** Sends one tap, under its key. */
  send(tap: Tap): Promise<Answer<StaffOrder>>
  /** An order as the shop has just told it. */
  learn(order: StaffOrder): void
}

/** Time heals these, and the same key makes a second try safe. */
const PASSING = new Set(['network.unreached', 'rate.limited', 'key.in-flight', 'outcome.unknown', 'server.busy', 'server.error'])

/** What an answer that is no order means for the queue. */
export function judge(tap: Tap, { status, code, message }: Problem): QueueEvent {
  if (status === 401) return { on: 'signed-out' }
  if (PASSING.has(code) || status >= 500) return { on: 'unreached' }
  return { on: 'refused', key: tap.key, why: { code, message } }
}

/** Sends what waits, oldest first and one after the other, until nothing waits or the road is closed. */
export async function sendAll(box: TapBox, { send, learn }: Shop): Promise<void> {
  // Another tab may have sent some while this one waited for its turn.
  box.refresh()
  for (let tap = toSend(box.queue); tap !== null; tap = toSend(box.queue)) {
    const answer = await send(tap)
    // First what the order is now, then that the tap is done: in between the screen would show it where it was before.
    if (answer.ok) learn(answer.data)
    const { current } = (answer.ok ? {} : answer.problem) as { current?: StaffOrder | null }
    if (current) learn(current)
    const event: QueueEvent = answer.ok ? { on: 'done', key: tap.key } : judge(tap, answer.problem)
    box.on(event)
    if (event.on === 'unreached' || event.on === 'signed-out') return
  }
}
