import { expect, test } from 'vitest'
import type { Batch } from './batch.ts'
import { LiveStore } from './client/live-store.ts'
import { encodeCursor, parseCursor } from './cursor.ts'
import { startNode } from './node.ts'
import type { Outgoing } from './pump.ts'
import { MemoryLog } from './testing/memory-log.ts'

const soon = (run: () => void) => void Promise.resolve().then(run)
const scheduler = {
  now: () => 0,
  soon,
  later: (_: number, run: () => void) => {
    soon(run)
    return () => undefined
  },
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const say = (log: MemoryLog, entity: string, rev: number, filler = 'y'.repeat(50)) =>
  log.commit([['public', JSON.stringify({ type: 't', entity, rev, at: '', data: { rev, filler } })]])

async function open(ringBytes: number, turns = scheduler, pageEntries = 1000) {
  const log = new MemoryLog()
  const pages: number[] = []
  const read = log.page.bind(log)
  log.page = (...asked) => {
    pages.push(asked[0].length)
    return read(...asked)
  }
  const node = await startNode(log, turns, { moment: () => undefined, forked: () => undefined }, { ringBytes, warm: 0, pageEntries })
  const reader = (audiences = ['public']) => {
    const store = new LiveStore(encodeCursor(log.cursor(audiences)), 0)
    const batches: Batch[] = []
    const heard = { entries: 0, bytes: 0, batches }
    const connect = async () => {
      store.on({ on: 'opened' })
      const place = await node.place({ cursor: parseCursor(store.cursor) ?? log.cursor(audiences), audiences })
      if ('reset' in place) throw new Error(place.reset)
      return node.join(
        {
          audiences,
          drained: () => true,
          send: ({ text }) => {
            const batch = JSON.parse(text) as Batch
            batches.push(batch)
            heard.entries += batch.entries.length
            store.receive(batch)
          },
          fail: () => undefined,
        },
        place.seq,
      )
    }
    return { store, heard, connect }
  }
  return { log, node, reader, pages }
}

test('[F7] after thousands of changes a reader gets the last state of each thing, and is then live', async () => {
  const { log, node, reader } = await open(1000)
  const away = reader()
  for (let i = 1; i <= 3000; i++) say(log, `e:${i % 20}`, i)
  await node.wake()
  const line = await away.connect()
  await settle()
  expect(away.heard.entries).toBeLessThanOrEqual(40)
  expect([away.store.link.at, away.store.get('e:0'), away.store.entities.size]).toMatchObject(['live', { rev: 3000 }, 20])
  say(log, 'e:0', 3001)
  await node.wake()
  await settle()
  expect(away.store.get('e:0')?.rev).toBe(3001)
  line.remove()
})

test('[F7] also what the ring still has comes as the last state of each thing when it is much', async () => {
  const { log, node, reader } = await open(100_000_000)
  const away = reader()
  for (let i = 1; i <= 3000; i++) say(log, `e:${i % 20}`, i)
  await node.wake()
  await away.connect()
  await settle()
  expect([away.store.link.at, away.store.get('e:0')?.rev, away.heard.entries]).toEqual(['live', 3000, 20])
})

test('[F7] however many wait for what the ring no longer has, the log is asked a few times', async () => {
  const { log, node, reader, pages } = await open(1000)
  const readers = Array.from({ length: 300 }, (_, i) => reader(i % 2 === 0 ? ['public'] : ['public', `user:${i}`]))
  for (let i = 1; i <= 200; i++) say(log, `e:${i}`, i)
  await node.wake()
  await Promise.all(readers.map(({ connect }) => connect()))
  await settle()
  expect(readers.every(({ store }) => store.link.at === 'live' && store.entities.size === 200)).toBe(true)
  expect(pages.length).toBeLessThanOrEqual(3)
})

test('[F9] a reader that does not drain costs one frame, keeps nobody waiting, and heals by replay', async () => {
  const { log, node, reader } = await open(1_000_000)
  const quick = reader()
  await quick.connect()
  const store = new LiveStore(encodeCursor(log.cursor(['public'])), 0)
  store.on({ on: 'opened' })
  let stuck = true
  let waiting: string[] = []
  const seat = node.join(
    {
      audiences: ['public'],
      drained: () => waiting.length === 0,
      send: ({ text }) => void (stuck ? waiting.push(text) : store.receive(JSON.parse(text))),
      fail: () => undefined,
    },
    0,
  )
  for (let i = 1; i <= 100; i++) {
    say(log, `e:${i}`, i)
    await node.wake()
    await settle()
  }
  expect([waiting.length, quick.store.entities.size]).toEqual([1, 100])
  stuck = false
  for (const text of waiting) store.receive(JSON.parse(text))
  waiting = []
  seat.drain()
  await settle()
  expect([store.link.at, store.entities.size]).toEqual(['live', 100])
})

test('[F7] [F11] a live reader that is sent several frames hears where they end, though nothing for it follows', async () => {
  const { log, node } = await open(1_000_000)
  let stuck = false
  const store = new LiveStore(encodeCursor(log.cursor(['public'])), 0)
  store.on({ on: 'opened' })
  const line = {
    audiences: ['public'],
    drained: () => !stuck,
    send: ({ text }: Outgoing) => void store.receive(JSON.parse(text)),
    fail: () => undefined,
  }
  const seat = node.join(line, 0)
  stuck = true
  const large = JSON.stringify({ type: 't', entity: 'e:1', rev: 1, at: '', data: 'y'.repeat(130 * 1024) })
  log.commit([['public', large]])
  log.commit([['admin', large]])
  await node.wake()
  await settle()
  stuck = false
  seat.drain()
  await settle()
  expect([store.link.at, store.entities.size]).toEqual(['live', 1])
})

test('[F7] a node that just started serves those who come back from what it read then', async () => {
  const { log, reader, pages } = await open(1000)
  const away = reader()
  for (let i = 1; i <= 50; i++) say(log, `e:${i}`, i)
  const restarted = await startNode(
    log,
    scheduler,
    { moment: () => undefined, forked: () => undefined },
    { ringBytes: 1_000_000, warm: 100 },
  )
  const place = await restarted.place({ cursor: log.cursor(['public']), audiences: ['public'] })
  expect(place).toEqual({ seq: 50 })
  expect([pages, away.heard.entries]).toEqual([[], 0])
})

test('[F9] a reader that takes whatever comes at once gets a long way in turns with the others', async () => {
  const waiting: (() => void)[] = []
  const { log, node, reader } = await open(8_000_000, { ...scheduler, soon: (run) => void waiting.push(run) }, 10_000)
  const away = reader()
  for (let i = 1; i <= 3000; i++) say(log, `e:${i}`, i, 'y'.repeat(1000))
  await node.wake()
  await away.connect()
  expect([away.heard.batches.length, away.store.link.at]).toEqual([1, 'replaying'])
  while (waiting.length > 0) waiting.shift()?.()
  expect([away.store.link.at, away.heard.entries]).toEqual(['live', 3000])
})

/** Lines that each take a millisecond of the clock to write to; `hears`: what happens at each write. */
async function openTimed(lines: number, hears: (line: number, batch: Outgoing, now: number) => void) {
  let now = 0
  const due: { at: number; run: () => void }[] = []
  const later = (ms: number, run: () => void) => {
    due.push({ at: now + ms, run })
    return () => undefined
  }
  const { log, node } = await open(1_000_000, { now: () => now, soon: (run) => void later(0, run), later })
  const send = (line: number) => (batch: Outgoing) => {
    now++
    hears(line, batch, now)
  }
  const seats = Array.from({ length: lines }, (_, i) =>
    node.join({ audiences: ['public'], drained: () => true, send: send(i), fail: () => undefined }, 0),
  )
  const tick = async () => {
    due.sort((a, b) => a.at - b.at)
    const next = due.shift()
    now = Math.max(now, next?.at ?? now)
    next?.run()
    await settle()
  }
  const wait = (ms: number) => {
    now += ms
    return now
  }
  return { log, node, seats, tick, wait }
}

test('[F7] a change goes out at once, and in a flood the pump works two thirds of the time and carries on what came meanwhile', async () => {
  const times: number[] = []
  const { log, node, tick, wait } = await openTimed(10, (line, _, now) => line === 0 && times.push(now))
  const quiet = wait(1000)
  times.length = 0
  for (let i = 1; times.length < 20; i++) {
    say(log, `e:${i}`, i)
    await node.wake()
    await tick()
  }
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? 0))
  expect(times[0]).toBe(quiet + 1)
  // Ten milliseconds of writing: at first in a row, then after rests of half as long.
  expect(gaps.slice(0, 2)).toEqual([10, 10])
  expect(gaps.slice(5)).toEqual(gaps.slice(5).map(() => 15))
})

test('[F7] however many are written to, a rest ends', async () => {
  const times: number[] = []
  const { log, node, tick } = await openTimed(300, (line, _, now) => line === 0 && times.push(now))
  times.length = 0
  for (let i = 1; times.length < 10; i++) {
    say(log, `e:${i}`, i)
    await node.wake()
    await tick()
  }
  expect(Math.max(...times.slice(1).map((at, i) => at - (times[i] ?? 0)))).toBe(350)
})

test('[F9] a pass after a rest has a turn of its own, so that timers that are due with it do not wait for its first slice', async () => {
  let now = 0
  const turns: (() => void)[] = []
  const alarms: (() => void)[] = []
  const later = (_: number, run: () => void) => {
    alarms.push(run)
    return () => undefined
  }
  const { log, node } = await open(1_000_000, { now: () => now, soon: (run) => void turns.push(run), later })
  const send = () => {
    now += 100
  }
  node.join({ audiences: ['public'], drained: () => true, send, fail: () => undefined }, 0)
  const pass = async (i: number) => {
    say(log, `e:${i}`, i)
    await node.wake()
    while (turns.length > 0) turns.shift()?.()
  }
  await pass(1)
  const worked = now
  await pass(2)
  alarms.pop()?.()
  expect([now, turns.length]).toEqual([worked, 1])
  turns.shift()?.()
  expect(now).toBe(worked + 100)
})

test('[F10] who is sent away while others of its group are written to is written nothing', async () => {
  const heard = [0, 0, 0]
  let cutting = false
  const { log, node, seats, tick } = await openTimed(3, (line) => {
    heard[line] = (heard[line] ?? 0) + 1
    if (cutting) seats[2]?.remove()
  })
  heard.fill(0)
  cutting = true
  say(log, 'e:1', 1)
  await node.wake()
  await tick()
  expect(heard).toEqual([1, 1, 0])
})

/** Lines that take one frame and then wait until they are told that it has left. */
function slowLines(many: number) {
  const texts: string[] = []
  const waiting = new Set<number>()
  const lineOf = (i: number) => ({
    audiences: ['public'],
    drained: () => !waiting.has(i),
    send: ({ text }: Outgoing) => {
      texts.push(text)
      waiting.add(i)
    },
    fail: () => undefined,
  })
  return { texts, waiting, lines: Array.from({ length: many }, (_, i) => lineOf(i)) }
}

test('[F9] lines that drain one after the other while news come are sent the same', async () => {
  const { log, node } = await open(1_000_000, { ...scheduler, soon: (run) => void setImmediate(run) })
  const { texts, waiting, lines } = slowLines(100)
  const seats = lines.map((line) => node.join(line, 0))
  say(log, 'e:0', 1)
  await node.wake()
  await settle()
  texts.length = 0
  for (const [i, seat] of seats.entries()) {
    say(log, `e:${i}`, 1)
    await node.wake()
    waiting.delete(i)
    seat.drain()
  }
  await settle()
  expect([texts.length, new Set(texts).size]).toEqual([100, 1])
})

test('[F9] readers that stand at many places, further behind than a frame, soon share their frames', async () => {
  const log = new MemoryLog()
  const sizes = { ringBytes: 10_000_000, warm: 0, frameBytes: 2500, pageEntries: 10_000 }
  const node = await startNode(log, scheduler, { moment: () => undefined, forked: () => undefined }, sizes)
  // All of the same size: else frames of so many bytes would meet by themselves.
  for (let i = 1; i <= 2000; i++) say(log, `e:${10_000 + i}`, 10_000 + i)
  await node.wake()
  const { texts, waiting, lines } = slowLines(100)
  const seats = lines.map((line, i) => node.join(line, i * 7))
  for (let frames = 0; texts.length > frames; ) {
    frames = texts.length
    for (const i of waiting) {
      waiting.delete(i)
      seats[i]?.drain()
    }
    await settle()
  }
  const heard = texts.flatMap((text) => (JSON.parse(text) as Batch).entries).length
  expect(heard).toBe(lines.reduce((sum, _, i) => sum + 2000 - i * 7, 0))
  expect(texts.length).toBeGreaterThan(5000)
  // One or two of its own for each, until it stands where others do.
  expect(new Set(texts).size).toBeLessThan(600)
})

const LONG = 'z'.repeat(60_000)

/** 40 lines that were sent nothing yet of ten long entries, and the first turns of the pump. */
async function openBehind() {
  const batches = Array.from({ length: 40 }, (): Outgoing[] => [])
  const timed = await openTimed(batches.length, (line, batch) => batches[line]?.push(batch))
  for (const heard of batches) heard.length = 0
  for (let i = 1; i <= 10; i++) say(timed.log, `e:${i}`, i, LONG)
  await timed.node.wake()
  while (batches[0]?.length === 0) await timed.tick()
  return { ...timed, batches }
}
const entriesOf = ({ text }: Outgoing) => (JSON.parse(text) as Batch).entries

test('[F9] who is further behind than a frame is sent the same as the others though news come between them', async () => {
  const { log, node, tick, batches } = await openBehind()
  const known = () => batches.filter((heard) => heard.length > 0).length
  expect(known()).toBeLessThan(40)
  for (let i = 1; i <= 60; i++) {
    say(log, 'e:new', i)
    await node.wake()
    await tick()
  }
  while (batches.some((heard) => heard.length < 4)) await tick()
  for (const frame of [0, 1, 2]) expect(new Set(batches.map((heard) => heard[frame])).size).toBe(1)
})

test('[D28] what is erased while readers are on their way is in no frame from then on', async () => {
  const { node, tick, batches } = await openBehind()
  const before = batches.filter((heard) => heard.length > 0)
  const after = batches.filter((heard) => heard.length === 0)
  node.forget([{ audience: 'public', n: 1 }])
  while (after.some((heard) => heard.length === 0)) await tick()
  const bodies = (some: Outgoing[][]) => some.map(([first]) => first && entriesOf(first)[0]?.[3] === null)
  expect(new Set(bodies(before))).toEqual(new Set([false]))
  expect(new Set(bodies(after))).toEqual(new Set([true]))
})

test('[F7] [F9] a page of the log goes to all who wait for it in turns with others, and is put together once', async () => {
  const first = new Map<number, Outgoing>()
  const { log, node, tick } = await openTimed(40, (line, batch) => first.has(line) || first.set(line, batch))
  await tick()
  first.clear()
  for (let i = 1; i <= 3000; i++) say(log, `e:${i % 20}`, i)
  await node.wake()
  let turns = 0
  for (; first.size < 40; turns++) await tick()
  expect(turns).toBeGreaterThan(3)
  // The one who asked first was alone.
  expect(new Set(first.values()).size).toBeLessThanOrEqual(2)
  expect([...first.values()].map((batch) => entriesOf(batch).length)).toEqual(Array.from({ length: 40 }, () => 20))
})
