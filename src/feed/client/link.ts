/** How a client stands to the shop. Times are the client's clock, milliseconds. */
export type Link =
  | { readonly at: 'connecting'; readonly since: number }
  /** Connected and catching up; the screen still shows what it showed. */
  | { readonly at: 'replaying'; readonly since: number }
  | { readonly at: 'live' }
  /** Connected to a node that stands still. `since`: until then the screen was known to be right. */
  | { readonly at: 'stale'; readonly since: number }
  /** `since`: until then the screen was known to be right. */
  | { readonly at: 'offline'; readonly since: number }
  /** Not let in. Only a new identity or a new page helps. */
  | { readonly at: 'refused'; readonly code: string }

export type LinkEvent =
  | { readonly on: 'dial'; readonly now: number }
  | { readonly on: 'opened' }
  | { readonly on: 'current' }
  | { readonly on: 'lost'; readonly now: number }
  | { readonly on: 'refused'; readonly code: string }
  /** The node cannot tell news since then. */
  | { readonly on: 'stalled'; readonly since: number }
  | { readonly on: 'fresh' }

/** What a link is before the first connection: the page was right when the server rendered it. */
export const firstLink = (now: number): Link => ({ at: 'connecting', since: now })

type Move = { [E in LinkEvent['on']]: (link: Link, event: Extract<LinkEvent, { on: E }>) => Link }

const since = (link: Link, now: number): number => ('since' in link ? link.since : now)

const stay = (link: Link): Link => link
const lost = (link: Link, { now }: { now: number }): Link => ({ at: 'offline', since: since(link, now) })
const refused = (_: Link, { code }: { code: string }): Link => ({ at: 'refused', code })

/** What a node says of itself matters to a screen that believes it is live. */
const quiet = { stalled: stay, fresh: stay }

/** Every state says what every event does to it; a new one does not compile until it is placed. */
const MOVES: Record<Link['at'], Move> = {
  connecting: { dial: stay, opened: (link) => ({ at: 'replaying', since: since(link, 0) }), current: stay, lost, refused, ...quiet },
  replaying: { dial: stay, opened: stay, current: () => ({ at: 'live' }), lost, refused, ...quiet },
  live: { dial: stay, opened: stay, current: stay, lost, refused, stalled: (_, { since }) => ({ at: 'stale', since }), fresh: stay },
  stale: { dial: stay, opened: stay, current: stay, lost, refused, stalled: stay, fresh: () => ({ at: 'live' }) },
  offline: { dial: stay, opened: (link) => ({ at: 'replaying', since: since(link, 0) }), current: stay, lost: stay, refused, ...quiet },
  refused: { dial: (_, { now }) => firstLink(now), opened: stay, current: stay, lost: stay, refused, ...quiet },
}

/** The link after `event`. Pure; the very same object when nothing changes. */
export function nextLink(link: Link, event: LinkEvent): Link {
  const move = MOVES[link.at][event.on] as (link: Link, event: LinkEvent) => Link
  return move(link, event)
}
