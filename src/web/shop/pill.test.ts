import { expect, test } from 'vitest'
import { pillOf } from './pill.ts'

const NOON = 1_700_000_000_000
const offline = { at: 'offline', since: NOON } as const

test('[B18] a page that has never been connected says so, and not that it lost something', () => {
  expect(pillOf({ at: 'connecting', since: NOON }, false, NOON + 100)).toEqual({ shows: 'connecting' })
  expect(pillOf({ at: 'replaying', since: NOON }, false, NOON + 9000)).toEqual({ shows: 'connecting' })
})

test('[B18] a blink of the line is not shown, two seconds are', () => {
  expect(pillOf(offline, true, NOON + 1999)).toEqual({ shows: 'live' })
  expect(pillOf(offline, true, NOON + 2000)).toEqual({ shows: 'reconnecting' })
})

test('[B18] after ten seconds the pill says until when the page was right, also while it catches up', () => {
  expect(pillOf(offline, true, NOON + 9999)).toEqual({ shows: 'reconnecting' })
  expect(pillOf(offline, true, NOON + 10_000)).toEqual({ shows: 'offline', asOf: NOON })
  expect(pillOf({ at: 'replaying', since: NOON }, true, NOON + 10_000)).toEqual({ shows: 'offline', asOf: NOON })
})

test('[B18] a page that is not let in says so at once', () => {
  expect(pillOf({ at: 'refused', code: 'auth.expired' }, true, NOON)).toEqual({ shows: 'refused' })
})

test('[F12] a page whose node stands still says since when, at once', () => {
  expect(pillOf({ at: 'stale', since: NOON }, true, NOON + 3000)).toEqual({ shows: 'stale', asOf: NOON })
})
