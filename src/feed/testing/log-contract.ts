import { expect, test } from 'vitest'
import type { Cursor } from '../cursor.ts'
import type { Entry } from '../entry.ts'
import type { Log } from '../log.ts'

/** A log under test, and what is needed to make history happen to it. */
export type LogHarness = {
  readonly log: Log
  commit(said: readonly (readonly [audience: string, body: string])[]): Promise<void>
  cursor(audiences: readonly string[]): Promise<Cursor>
  /** Everything before moment `seq` is forgotten. */
  prune(seq: number): Promise<void>
  /** What came after moment `seq` never happened. */
  restore(seq: number): Promise<void>
}

const body = (n: number) => `{"n":${n}}`
const locate = async (log: Log, cursor: Cursor, audiences: string[]) => (await log.locate([{ cursor, audiences }]))[0]
const said = (entity: string, rev: number) => ['public', JSON.stringify({ type: 't', entity, rev })] as const
const places = (entries: readonly Entry[]) => entries.map(({ seq, idx, audience, n }) => [seq, idx, audience, n])

/** What every log must keep; run on each of them. */
export function logContract(open: () => Promise<LogHarness>): void {
  test('[F2] seq counts transactions and n counts within an audience, both without gaps', async () => {
    const { log, commit } = await open()
    const { seq } = await log.head()
    await commit([
      ['public', body(1)],
      ['admin', body(1)],
    ])
    await commit([['admin', body(2)]])
    await commit([
      ['public', body(3)],
      ['public', body(4)],
    ])
    const { entries } = await log.after(seq, 100)
    expect(places(entries)).toEqual([
      [seq + 1, 1, 'public', 1],
      [seq + 1, 2, 'admin', 1],
      [seq + 2, 1, 'admin', 2],
      [seq + 3, 1, 'public', 2],
      [seq + 3, 2, 'public', 3],
    ])
    expect((await log.head()).seq).toBe(seq + 3)
  })

  test('[F2] a page never cuts a transaction in two', async () => {
    const { log, commit } = await open()
    const { seq } = await log.head()
    await commit(Array.from({ length: 7 }, (_, i) => ['public', body(i)] as const))
    await commit([['public', body(8)]])
    expect((await log.after(seq, 3)).entries).toHaveLength(7)
    expect(await log.recent(seq + 2, 3)).toHaveLength(8)
    expect(await log.recent(seq + 1, 3)).toHaveLength(7)
  })

  test('[F3] a page for some audiences holds nothing of the others', async () => {
    const { log, commit } = await open()
    const { seq } = await log.head()
    await commit([
      ['public', body(1)],
      ['admin', body(1)],
      ['user:a', body(1)],
    ])
    const { entries } = await log.page(['public', 'user:a'], seq, seq + 1, 100)
    expect(entries.map((entry) => entry.audience)).toEqual(['public', 'user:a'])
  })

  test('[F4] a cursor that was just taken is placed where nothing is missed and nothing comes twice', async () => {
    const { log, commit, cursor } = await open()
    await commit([['public', body(1)]])
    await commit([['admin', body(2)]])
    const here = await cursor(['public', 'admin'])
    const found = await locate(log, here, ['public', 'admin'])
    expect(found).toEqual({ seq: (await log.head()).seq })
  })

  test('[F8] another epoch, a place ahead, another past and what is forgotten are each told by name', async () => {
    const { log, commit, cursor, prune, restore } = await open()
    const { seq } = await log.head()
    for (let i = 1; i <= 5; i++) await commit([['public', body(i)]])
    const five = await cursor(['public'])
    expect(await locate(log, { ...five, epoch: '11111111-1111-4111-8111-111111111111' }, ['public'])).toEqual({ reset: 'epoch' })
    await restore(seq + 3)
    expect(await locate(log, five, ['public'])).toEqual({ reset: 'future' })
    await commit([['public', body(40)]])
    await commit([['public', body(50)]])
    expect(await locate(log, five, ['public'])).toEqual({ reset: 'history-forked' })
    const early = { epoch: five.epoch, marks: new Map([['public', { n: 0, chain: '' }]]) }
    expect(await locate(log, early, ['public'])).toEqual({ seq: 0 })
    await prune(seq + 5)
    expect(await locate(log, early, ['public'])).toEqual({ reset: 'retention' })
  })

  test('[F8] a cursor for other audiences than the reader has is refused', async () => {
    const { log, commit, cursor } = await open()
    await commit([
      ['public', body(1)],
      ['user:a', body(1)],
    ])
    const both = await cursor(['public', 'user:a'])
    expect(await locate(log, both, ['public'])).toEqual({ reset: 'audience' })
    expect(await locate(log, await cursor(['public']), ['public', 'user:a'])).toEqual({ reset: 'audience' })
  })

  test('[F5] marks of different moments are no position', async () => {
    const { log, commit, cursor } = await open()
    const old = await cursor(['public'])
    await commit([['public', body(1)]])
    await commit([['admin', body(2)]])
    const fresh = await cursor(['public', 'admin'])
    const skewed = { epoch: fresh.epoch, marks: new Map([...fresh.marks, ...old.marks]) }
    expect(await locate(log, skewed, ['public', 'admin'])).toEqual({ reset: 'skewed' })
  })

  test('[F7] more than a page comes as the last state of each entity, with the place where it ends', async () => {
    const { log, commit, cursor, prune } = await open()
    await commit([said('product:z', 1)])
    const { seq } = await log.head()
    for (let rev = 1; rev <= 6; rev++) await commit([said('product:a', rev), said('product:b', rev), ['admin', body(rev)]])
    const here = (await cursor(['public'])).marks.get('public')
    const page = await log.page(['public'], seq, seq + 6, 5)
    expect(page.entries.map((entry) => entry.body)).toEqual([said('product:a', 6)[1], said('product:b', 6)[1]])
    expect(page).toMatchObject({ upTo: seq + 6, compacted: [{ audience: 'public', ...here }] })
    expect((await log.page(['public'], seq, seq + 6, 12)).compacted).toBeNull()
    await prune(seq + 3)
    await expect(log.page(['public'], seq, seq + 6, 5)).rejects.toThrow('forgotten')
    expect((await log.page(['public'], seq + 3, seq + 6, 5)).compacted).not.toBeNull()
  })

  test('[F8] a tail is told the chain where it stands, so that a restored backup shows', async () => {
    const { log, commit, restore } = await open()
    await commit([['public', body(1)]])
    await commit([['public', body(2)]])
    const { seq } = await log.head()
    const before = await log.after(seq, 10)
    expect((await log.head()).chain).toBe(before.chain)
    await restore(seq - 1)
    expect((await log.after(seq, 10)).head).toBe(seq - 1)
    await commit([['public', body(20)]])
    const after = await log.after(seq, 10)
    expect([after.head, after.chain === before.chain]).toEqual([seq, false])
  })
}
