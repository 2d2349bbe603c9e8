import type { Me, Account as WireAccount } from '../../contract/account.ts'
import { hasRight, RIGHTS, type Right, type Role, WIRE_ROLE } from '../../domain/role.ts'
import type { Queryable } from '../db/database.ts'
import { liveLinks } from './account-links.sql.ts'
import type { Account } from './accounts.sql.ts'
import type { Viewer } from './viewer.ts'

type Person = { name: string; email: string | null; phone: string; role: Role; rights: readonly Right[] }

const meOf = (id: string, { name, email, phone, role, rights }: Person): Me => ({
  _id: id,
  name,
  email: email ?? '',
  phone,
  role: WIRE_ROLE[role],
  owner: role === 'owner',
  // What they may do, however they came to it.
  rights: RIGHTS.filter((right) => hasRight(role, rights, right)),
})

export const toMe = (viewer: Viewer): Me => meOf(viewer.accountId, viewer)

export const accountAsMe = (account: Account): Me => meOf(account.id, account)

/** As the owner sees them. */
export async function accountsForOwner(read: Queryable, accounts: readonly Account[]): Promise<WireAccount[]> {
  const links = await liveLinks(
    read,
    accounts.map(({ id }) => id),
  )
  return accounts.map((account) => forOwner(account, links.get(account.id)))
}

const forOwner = (account: Account, linkUntil: Date | undefined): WireAccount => ({
  _id: account.id,
  name: account.name,
  email: account.email ?? '',
  phone: account.phone,
  role: account.role,
  rights: RIGHTS.filter((right) => hasRight(account.role, account.rights, right)),
  banned: account.banned,
  invited: account.password_hash === null,
  linkUntil: linkUntil?.toISOString() ?? null,
  createdAt: account.created_at.toISOString(),
})
