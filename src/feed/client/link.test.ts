import { expect, test } from 'vitest'
import { firstLink, type Link, type LinkEvent, nextLink } from './link.ts'

const LINKS: Record<Link['at'], Link> = {
  connecting: firstLink(100),
  replaying: { at: 'replaying', since: 100 },
  live: { at: 'live' },
  stale: { at: 'stale', since: 300 },
  offline: { at: 'offline', since: 200 },
  refused: { at: 'refused', code: 'auth.expired' },
}
const EVENTS: Record<LinkEvent['on'], LinkEvent> = {
  dial: { on: 'dial', now: 900 },
  opened: { on: 'opened' },
  current: { on: 'current' },
  lost: { on: 'lost', now: 900 },
  refused: { on: 'refused', code: 'access.denied' },
  stalled: { on: 'stalled', since: 700 },
  fresh: { on: 'fresh' },
}

/** Every state under every event. */
const TABLE: Record<Link['at'], Record<LinkEvent['on'], Link['at']>> = {
  connecting: {
    dial: 'connecting',
    opened: 'replaying',
    current: 'connecting',
    lost: 'offline',
    refused: 'refused',
    stalled: 'connecting',
    fresh: 'connecting',
  },
  replaying: {
    dial: 'replaying',
    opened: 'replaying',
    current: 'live',
    lost: 'offline',
    refused: 'refused',
    stalled: 'replaying',
    fresh: 'replaying',
  },
  live: { dial: 'live', opened: 'live', current: 'live', lost: 'offline', refused: 'refused', stalled: 'stale', fresh: 'live' },
  stale: { dial: 'stale', opened: 'stale', current: 'stale', lost: 'offline', refused: 'refused', stalled: 'stale', fresh: 'live' },
  offline: {
    dial: 'offline',
    opened: 'replaying',
    current: 'offline',
    lost: 'offline',
    refused: 'refused',
    stalled: 'offline',
    fresh: 'offline',
  },
  refused: {
    dial: 'connecting',
    opened: 'refused',
    current: 'refused',
    lost: 'refused',
    refused: 'refused',
    stalled: 'refused',
    fresh: 'refused',
  },
}

test('[B18] the link goes from each state where the table says, under every event', () => {
  for (const [from, row] of Object.entries(TABLE)) {
    for (const [on, to] of Object.entries(row)) {
      expect([from, on, nextLink(LINKS[from as Link['at']], EVENTS[on as LinkEvent['on']]).at]).toEqual([from, on, to])
    }
  }
})

test('[B18] a link that never was live is offline since the page was made, a live one since it was lost', () => {
  expect(nextLink(firstLink(100), { on: 'lost', now: 900 })).toEqual({ at: 'offline', since: 100 })
  expect(nextLink({ at: 'live' }, { on: 'lost', now: 900 })).toEqual({ at: 'offline', since: 900 })
})

test('[B18] a replay that breaks off does not make the screen look newer than it is', () => {
  const offline: Link = { at: 'offline', since: 200 }
  const again = nextLink(nextLink(offline, { on: 'opened' }), { on: 'lost', now: 900 })
  expect(again).toEqual({ at: 'offline', since: 200 })
})

test('what changes nothing gives back the very same link', () => {
  const live: Link = { at: 'live' }
  expect(nextLink(live, { on: 'current' })).toBe(live)
})

test('[F12] a screen whose node stands still is stale since then, and offline since then when the line breaks too', () => {
  const stale = nextLink({ at: 'live' }, { on: 'stalled', since: 700 })
  expect(stale).toEqual({ at: 'stale', since: 700 })
  expect(nextLink(stale, { on: 'lost', now: 900 })).toEqual({ at: 'offline', since: 700 })
  expect(nextLink(stale, { on: 'fresh' })).toEqual({ at: 'live' })
})
