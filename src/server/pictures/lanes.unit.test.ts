import { expect, test } from 'vitest'
import { lanes } from './lanes.ts'

test('so many work at once, the others in the order they came, also after a failure', async () => {
  const inTurn = lanes(2)
  const begun: number[] = []
  const ends: (() => void)[] = []
  const work = (n: number) =>
    inTurn(async () => {
      begun.push(n)
      await new Promise<void>((resolve, reject) => ends.push(n === 1 ? () => reject(new Error('no picture')) : resolve))
      return n
    })
  const all = Promise.allSettled([0, 1, 2, 3].map(work))
  expect(begun).toEqual([0, 1])
  for (let i = 0; i < 4; i++) {
    ends[i]?.()
    await new Promise<void>((resolve) => setImmediate(resolve))
    expect(begun).toEqual([0, 1, 2, 3].slice(0, i + 3))
  }
  const outcomes = await all
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
})
