import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchTail } from './watch-tail.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const watch = (head: () => Promise<number>, published: () => number) => {
  const told: (number | null)[] = []
  return { told, ...watchTail({ head, published, onChange: (stalledFor) => told.push(stalledFor) }) }
}

test('[F12] a tail that stands still while the head moves is noticed within 3 s, and that it moves again', async () => {
  let published = 5
  const { told, stalledFor, close } = watch(
    async () => 6,
    () => published,
  )
  // What is left of the 3 s is for a slow machine, and for telling the screens.
  await vi.advanceTimersByTimeAsync(2600)
  expect([told.length, (stalledFor() ?? 0) > 1900]).toEqual([1, true])
  published = 6
  await vi.advanceTimersByTimeAsync(1000)
  expect([told.at(-1), stalledFor()]).toEqual([null, null])
  close()
})

test('[F12] being a little behind a head that never rests is no stall', async () => {
  let head = 10
  const { told, close } = watch(
    async () => ++head,
    () => head - 1,
  )
  await vi.advanceTimersByTimeAsync(20_000)
  expect(told).toEqual([])
  close()
})

test.each([
  ['refuses', () => Promise.reject(new Error('away'))],
  ['does not answer', () => new Promise<number>(() => undefined)],
])('[F12] a log that %s counts as standing still, until it answers again', async (_, away) => {
  let head = away
  let answer: (seq: number) => void = () => undefined
  const answersAgain = new Promise<number>((resolve) => {
    answer = resolve
  })
  const { told, close } = watch(
    () => Promise.race([head(), answersAgain]),
    () => 5,
  )
  await vi.advanceTimersByTimeAsync(3500)
  expect(told).toHaveLength(1)
  head = async () => 5
  answer(5)
  await vi.advanceTimersByTimeAsync(1500)
  expect(told.at(-1)).toBeNull()
  close()
})
