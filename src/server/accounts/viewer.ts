import type { Audience } from '../../contract/events.ts'
import { userAudience } from '../../contract/events.ts'
import { hasRight, isStaff, type Right, type Role } from '../../domain/role.ts'

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
  readonly expiresAt: Date
}

/** Everybody hears `public`; a person its own news; staff the shop's. */
export function audiencesOf(viewer: Viewer | null): Audience[] {
  if (viewer === null) return ['public']
  const own = userAudience(viewer.accountId)
  return isStaff(viewer.role) ? ['public', 'admin', own] : ['public', own]
}

export const mayUse = (viewer: Viewer | null, right: Right): boolean => viewer !== null && hasRight(viewer.role, viewer.rights, right)
