import type { Audience } from '../../contract/events.ts'
import { orderAudience, userAudience } from '../../contract/events.ts'
import { hasRight, type Right, type Role } from '../../domain/role.ts'
import type { Proof } from '../db/append.sql.ts'

/** Who stands behind a request or a socket, read from its session and from nothing else. */
export type Viewer = {
  readonly accountId: string
  readonly role: Role
  readonly rights: readonly Right[]
  readonly name: string
  readonly email: string | null
  readonly phone: string
  /** The hash of the session's token, hex. */
  readonly session: string
  /** When the session is over unless it is used before: idle for too long, or as old as a session may be. */
  readonly expiresAt: Date
  /** For a transaction that is to hold only while this is still who stands behind it. */
  readonly proof?: Proof
  /** The one order that a signed link opened; such a viewer is nobody's account and hears nothing else. */
  readonly link?: string
}

/** Whose thing is done. */
export type Person = Pick<Viewer, 'accountId' | 'proof'>

const NEVER = new Date(8.64e15)

/** Who holds the signed link of an order. All links are one account to a revocation, and each order's one session. */
export const linkViewer = (orderId: string): Viewer => ({
  ...{ accountId: 'links', role: 'guest', rights: [], name: '', email: null, phone: '', expiresAt: NEVER },
  session: orderId,
  link: orderId,
})

/** What each right opens. Rights that no news belong to are not here. Who has the right `unless` hears all of it there. */
const HEARS: readonly { readonly right: Right; readonly audience: Audience; readonly unless?: Right }[] = [
  { right: 'orders', audience: 'admin' },
  { right: 'kitchen', audience: 'kitchen', unless: 'orders' },
  { right: 'catalogue', audience: 'catalogue' },
]

/** One list for thousands of them. */
const VISITORS: readonly Audience[] = ['public']

/** Everybody hears `public`; a person its own news; staff what their rights are for, and nothing else. */
export function audiencesOf(viewer: Viewer | null): readonly Audience[] {
  if (viewer === null) return VISITORS
  if (viewer.link !== undefined) return [orderAudience(viewer.link)]
  const opened = HEARS.filter(({ right, unless }) => mayUse(viewer, right) && !(unless !== undefined && mayUse(viewer, unless)))
  return ['public', ...opened.map(({ audience }) => audience), userAudience(viewer.accountId)]
}

export const mayUse = (viewer: Pick<Viewer, 'role' | 'rights'> | null, right: Right): boolean =>
  viewer !== null && hasRight(viewer.role, viewer.rights, right)
