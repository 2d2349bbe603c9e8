import { expect, test } from 'vitest'
import { EMPTY, nextQueue, type Queue, type QueueEvent, showWith, type Tap, toSend } from './queue.ts'

const tap = (key: string, more: Partial<Tap> = {}): Tap => ({
  key,
  order: 'o1',
  number: 'CW-1',
  from: 'pending',
  to: 'processing',
  version: 1,
  at: 100,
  ...more,
})
const after = (...events: QueueEvent[]): Queue => events.reduce(nextQueue, EMPTY)
const tapped = (key: string, more?: Partial<Tap>): QueueEvent => ({ on: 'tapped', tap: tap(key, more) })
const keys = ({ taps }: Queue) => taps.map(({ key }) => key)
const order = (status: Tap['to'], version: number) => ({ _id: 'o1', status, version })

const accept = tapped('accept')
const sendOut = tapped('send', { from: 'processing', to: 'shipped', version: 2 })
const elsewhere = tapped('other', { order: 'o2' })
const why = { code: 'order.changed', message: 'Somebody moved this order meanwhile.' }

test('[B20] taps are sent in the order in which they were made, also when the clock was set back in between', () => {
  const queue = after(tapped('a', { at: 500 }), tapped('b', { at: 20 }), tapped('c', { at: 501 }))
  expect(keys({ ...queue, taps: queue.taps.toSorted((a, b) => a.at - b.at) })).toEqual(['a', 'b', 'c'])
  expect(toSend(queue)?.key).toBe('a')
  expect(toSend(nextQueue(queue, { on: 'done', key: 'a' }))?.key).toBe('b')
})

test('[B20] a tap that was not done takes those with it that were made on it, and no others', () => {
  const queue = nextQueue(after(accept, elsewhere, sendOut), { on: 'refused', key: 'accept', why })
  expect(queue.taps.map(({ key, refused }) => [key, refused?.code])).toEqual([
    ['accept', 'order.changed'],
    ['other', undefined],
    ['send', 'tap.held'],
  ])
  expect(toSend(queue)?.key).toBe('other')
  expect(keys(nextQueue(queue, { on: 'discarded', key: 'accept' }))).toEqual(['other'])
})

test('[B20] what is tapped after a refusal, on what the order is then, stays when the refusal is put away', () => {
  const queue = nextQueue(after(accept, sendOut), { on: 'refused', key: 'accept', why })
  const again = nextQueue(queue, tapped('ready', { from: 'processing', to: 'shipped', version: 3 }))
  expect(toSend(again)?.key).toBe('ready')
  expect(keys(nextQueue(again, { on: 'discarded', key: 'accept' }))).toEqual(['ready'])
  const both = nextQueue(again, { on: 'refused', key: 'ready', why })
  expect(keys(nextQueue(both, { on: 'discarded', key: 'accept' }))).toEqual(['ready'])
})

test('who thinks better of a tap takes back what was made on it, and nothing before it', () => {
  expect(keys(nextQueue(after(accept, elsewhere, sendOut), { on: 'discarded', key: 'accept' }))).toEqual(['other'])
  expect(keys(nextQueue(after(accept, elsewhere, sendOut), { on: 'discarded', key: 'send' }))).toEqual(['accept', 'other'])
  expect(keys(nextQueue(after(accept), { on: 'discarded', key: 'unknown' }))).toEqual(['accept'])
})

test('[B21] after a sign-in has ended nothing is sent until the person is signed in again, whatever the network does', () => {
  const out = after(accept, { on: 'signed-out' }, { on: 'unreached' }, sendOut)
  expect(toSend(out)).toBeNull()
  expect(toSend(nextQueue(out, { on: 'signed-in' }))?.key).toBe('accept')
})

test('[B20] an order is shown where the taps that wait would bring it, and the next tap is made on that', () => {
  const { order: shown, waiting } = showWith(order('pending', 1), after(accept, sendOut).taps)
  expect(shown).toEqual(order('shipped', 3))
  expect(waiting).toHaveLength(2)
  // The first is done and its answer is still on the way.
  expect(showWith(order('processing', 2), after(accept, sendOut).taps).order).toEqual(order('shipped', 3))
})

test('[B20] once an order has moved otherwise the truth is shown; a refused tap shows nothing but the truth', () => {
  expect(showWith(order('cancelled', 2), after(accept).taps).order).toEqual(order('cancelled', 2))
  // Somebody else accepted it and sent it out: what was tapped on the second state does not fit the third.
  expect(showWith(order('shipped', 3), after(accept, sendOut).taps).order).toEqual(order('shipped', 3))
  const refused = nextQueue(after(accept, sendOut), { on: 'refused', key: 'accept', why })
  const seen = showWith(order('processing', 2), refused.taps)
  expect([seen.order.status, seen.waiting.length, seen.refused.length]).toEqual(['processing', 0, 2])
})

test('the same tap twice is one', () => {
  expect(keys(after(accept, accept))).toEqual(['accept'])
})
