export const ROLES = ['owner', 'manager', 'staff', 'customer', 'guest'] as const
export type Role = (typeof ROLES)[number]

export const RIGHTS = ['orders', 'catalogue', 'kitchen', 'settings'] as const
export type Right = (typeof RIGHTS)[number]

/** The seed's words on the wire: owner and managers are `admin`. */
export const WIRE_ROLE = {
  owner: 'admin',
  manager: 'admin',
  staff: 'staff',
  customer: 'customer',
  guest: 'guest',
} as const satisfies Record<Role, string>

/** Owners and managers hold every right; staff hold those they were given. */
export const hasRight = (role: Role, rights: readonly Right[], right: Right): boolean =>
  role === 'owner' || role === 'manager' || (role === 'staff' && rights.includes(right))
