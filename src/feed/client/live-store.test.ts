import { expect, test } from 'vitest'
import type { WireEntry } from '../batch.ts'
import { LiveStore } from './live-store.ts'

const CURSOR = '00000000-0000-4000-8000-000000000000~public.0.'
const entry = (n: number): WireEntry => [
  'public',
  n,
  String(n).padStart(16, '0'),
  { type: 'product_updated', entity: 'product:a', rev: n, at: '', data: { n } },
]

const open = () => {
  const store = new LiveStore(CURSOR, 0)
  store.on({ on: 'opened' })
  return store
}

test('[F11] the screen does not change until a replay is complete', () => {
  const store = open()
  let told = 0
  store.subscribe(() => told++)
  store.receive({ live: false, entries: [entry(1), entry(2)] })
  expect([store.get('product:a'), store.link.at, told]).toEqual([undefined, 'replaying', 0])
  store.receive({ live: true, entries: [entry(3)] })
  expect([store.get('product:a')?.data, store.link.at, told]).toEqual([{ n: 3 }, 'live', 1])
})

test('[B03] a replay that breaks off is asked for again from where the screen stands', () => {
  const store = open()
  store.receive({ live: false, entries: [entry(1)] })
  store.on({ on: 'lost', now: 5 })
  expect(store.cursor).toBe(CURSOR)
  store.on({ on: 'opened' })
  store.receive({ live: true, entries: [entry(1), entry(2)] })
  expect(store.get('product:a')).toMatchObject({ rev: 2, data: { n: 2 } })
})

test('[F8] a gap and what is no batch both ask for a new snapshot, and the screen stays as it is', () => {
  for (const payload of [
    { live: true, entries: [entry(2)] },
    null,
    'feed',
    { live: true },
    { live: true, entries: [['public', '1', 'x', {}]] },
  ]) {
    const store = open()
    expect(store.receive(payload)).toBe('reset')
    expect([store.cursor, store.entities.size]).toEqual([CURSOR, 0])
  }
})

test('[B15] under another identity nothing of the one before stays', () => {
  const store = open()
  store.receive({ live: true, entries: [entry(1)] })
  store.restart(`${CURSOR}~user:b.0.`, [{ entity: 'order:x', rev: 1, data: {} }], { reset: false })
  expect([...store.entities.keys()]).toEqual(['order:x'])
  expect(store.resets).toBe(0)
})
