import { expect, test } from 'vitest'
import { Tail } from './tail.ts'
import { MemoryLog } from './testing/memory-log.ts'

const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

test('[F6] no wake-up is lost, however close it comes to the end of the one before', async () => {
  for (let steps = 0; steps < 30; steps++) {
    const log = new MemoryLog()
    const seen: number[] = []
    const tail = new Tail(log, { publish: ({ seq }) => void seen.push(seq), forked: () => undefined }, await log.head())
    log.commit([['public', '{}']])
    void tail.wake()
    for (let i = 0; i < steps; i++) await Promise.resolve()
    log.commit([['public', '{}']])
    void tail.wake()
    await settle()
    expect(seen, `${steps} steps between`).toEqual([1, 2])
  }
})

test('[F6] a log that cannot be read once is read at the next wake-up', async () => {
  const log = new MemoryLog()
  const seen: number[] = []
  const tail = new Tail(log, { publish: ({ seq }) => void seen.push(seq), forked: () => undefined }, await log.head())
  log.commit([['public', '{}']])
  const after = log.after.bind(log)
  log.after = () => {
    throw new Error('away')
  }
  await expect(tail.wake()).rejects.toThrow('away')
  log.after = after
  await tail.wake()
  expect(seen).toEqual([1])
})
