import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Batch, WireEntry } from '../batch.ts'
import { encodeCursor, parseCursor } from '../cursor.ts'
import { apply, beginAt, cursorOf, type Fold, learn } from './fold.ts'

const EPOCH = '00000000-0000-4000-8000-000000000000'
const start = () => beginAt(`${EPOCH}~public.0.`)
const entry = (n: number, entity: string, rev: number, more: object = {}): WireEntry => [
  'public',
  n,
  String(n).padStart(16, '0'),
  { type: 'product_updated', entity, rev, at: '2026-01-01T00:00:00Z', data: { name: `${entity} ${rev}` }, ...more },
]
const batch = (...entries: WireEntry[]): Batch => ({ live: true, entries })
const after = (fold: Fold, given: Batch): Fold => {
  const applied = apply(fold, given)
  if ('reset' in applied) throw new Error(applied.reset)
  return applied.fold
}

test('[F11] [B04] entries at or below the cursor are ignored', () => {
  const once = after(start(), batch(entry(1, 'product:a', 1), entry(2, 'product:a', 2)))
  const twice = apply(once, batch(entry(1, 'product:a', 1), entry(2, 'product:a', 2)))
  expect(twice).toMatchObject({ changes: [] })
  expect('fold' in twice && cursorOf(twice.fold)).toBe(cursorOf(once))
})

test('what an answer or a loader was quicker to tell is news all the same, once, and what it has overtaken is none', () => {
  const quicker = learn(start(), [{ entity: 'product:a', rev: 2, data: { name: 'product:a 2' } }])
  const told = apply(quicker, batch(entry(1, 'product:a', 1), entry(2, 'product:a', 2)))
  expect(told).toMatchObject({ changes: [{ entity: 'product:a', rev: 2 }] })
  const again = 'fold' in told ? apply(told.fold, batch(entry(3, 'product:a', 2))) : told
  expect(again).toMatchObject({ changes: [] })
})

test('[F4] an entry that does not follow the one before means that something was missed', () => {
  expect(apply(start(), batch(entry(2, 'product:a', 2)))).toEqual({ reset: 'gap' })
  const one = after(start(), batch(entry(1, 'product:a', 1)))
  expect(apply(one, batch(entry(3, 'product:a', 3)))).toEqual({ reset: 'gap' })
})

test('[F8] the same place reached by another past is no place to go on from', () => {
  const fold = after(start(), batch(entry(1, 'product:a', 1)))
  const other = ['public', 1, 'f'.repeat(16), null] as const
  expect(apply(fold, batch(other, entry(2, 'product:b', 1)))).toEqual({ reset: 'gap' })
  expect(apply(fold, { ...batch(), marks: [['public', 1, 'f'.repeat(16)]] })).toEqual({ reset: 'gap' })
})

test('[B11] the same thing created twice is there once', () => {
  const fold = after(start(), batch(entry(1, 'product:a', 1), entry(2, 'product:a', 1)))
  expect([...fold.entities.keys()]).toEqual(['product:a'])
})

test('[B11] what is gone stays gone when an older snapshot still knows it', () => {
  const fold = after(start(), batch(entry(1, 'product:a', 3, { gone: true })))
  const later = learn(fold, [{ entity: 'product:a', rev: 2, data: { name: 'a 2' } }])
  expect(later.entities.get('product:a')).toMatchObject({ rev: 3, data: null })
})

test('an erased body counts and tells nothing', () => {
  const fold = after(start(), batch(['public', 1, '1'.repeat(16), null], entry(2, 'product:a', 1)))
  expect(parseCursor(cursorOf(fold))?.marks.get('public')?.n).toBe(2)
  expect(fold.entities.size).toBe(1)
})

test('[B05] [F11] however a history is cut into batches and repeated, and whenever snapshots are learnt, the same state comes out', () => {
  const things = fc.constantFrom('product:a', 'product:b', 'order:c')
  fc.assert(
    fc.property(
      fc.array(things, { minLength: 1, maxLength: 40 }),
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.nat(),
      (said, cuts, snapshotAt) => {
        const revs = new Map<string, number>()
        const history = said.map((entity, i) => {
          const rev = (revs.get(entity) ?? 0) + 1
          revs.set(entity, rev)
          return entry(i + 1, entity, rev)
        })
        const whole = after(start(), batch(...history))
        const known = [...after(start(), batch(...history.slice(0, snapshotAt % (history.length + 1)))).entities]
        let fold = start()
        let at = 0
        for (const cut of [...cuts, history.length]) {
          const to = Math.min(history.length, at + (cut % 7))
          // A batch may begin before the cursor: a replay that repeats what a lost connection had brought.
          fold = after(fold, batch(...history.slice(Math.max(0, at - (cut % 3)), to)))
          if (cut % 2 === 0)
            fold = learn(
              fold,
              known.map(([entity, held]) => ({ entity, ...held })),
            )
          at = Math.max(at, to)
        }
        fold = after(fold, batch(...history.slice(at)))
        expect([...fold.entities].sort()).toEqual([...whole.entities].sort())
        expect(cursorOf(fold)).toBe(cursorOf(whole))
      },
    ),
  )
})

test('[F4] a cursor survives being written and read, and nothing else is one', () => {
  const mark = fc.record({ n: fc.integer({ min: 1, max: 1e12 }), chain: fc.stringMatching(/^[0-9a-f]{16}$/) })
  const audience = fc.constantFrom('public', 'admin', 'user:0123456789abcdef01234567')
  fc.assert(
    fc.property(fc.dictionary(audience, mark), (marks) => {
      const cursor = { epoch: EPOCH, marks: new Map(Object.entries(marks)) }
      expect(parseCursor(encodeCursor(cursor))).toEqual(cursor)
    }),
  )
  for (const text of [
    '',
    'x',
    EPOCH.slice(1),
    `${EPOCH}~public.1.`,
    `${EPOCH}~public.0.0123456789abcdef`,
    `${EPOCH}~public.-1.`,
    `${EPOCH}~public.1.0123456789abcdeg`,
    `${EPOCH}~public.0.~public.0.`,
    `${EPOCH}${'~public.0.'.repeat(200)}`,
  ]) {
    expect(parseCursor(text)).toBeNull()
  }
  fc.assert(fc.property(fc.string(), (text) => parseCursor(text) === null || encodeCursor(parseCursor(text) as never) === text))
})

test('[F7] a compacted replay brings the last states and sets the place where it ends', () => {
  const one = after(start(), batch(entry(1, 'product:a', 1)))
  const far = after(one, {
    live: true,
    entries: [entry(7, 'product:a', 4), entry(9, 'product:b', 2)],
    marks: [['public', 9, '9'.padStart(16, '0')]],
  })
  expect(parseCursor(cursorOf(far))?.marks.get('public')?.n).toBe(9)
  expect([...far.entities].map(([key, held]) => [key, held.rev])).toEqual([
    ['product:a', 4],
    ['product:b', 2],
  ])
  expect(apply(far, batch(entry(11, 'product:a', 5)))).toEqual({ reset: 'gap' })
})
