import type { AccountLink, AddPerson } from '../../contract/account.ts'
import { RIGHTS } from '../../domain/role.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { dropLink, insertLink } from './account-links.sql.ts'
import { type Account, deleteAccount, insertAccount, lockWithOwners } from './accounts.sql.ts'
import { hashToken, newToken } from './session-token.ts'
import type { Viewer } from './viewer.ts'

/** Somebody new has some days; a password that exists can be replaced for an hour. Minutes. */
const FOR_A_FIRST_PASSWORD = 72 * 60
const FOR_ANOTHER_PASSWORD = 60

/**
 * The owner takes somebody on, who has no password before they have opened the link.
 * @throws Refusal `auth.email-taken`
 */
export async function addPerson({ db }: Deps, owner: Viewer, { name, email, role, rights }: AddPerson): Promise<[Account, AccountLink]> {
  return db.transaction(async (tx) => {
    await lockFor(tx, owner, owner.accountId)
    const given = role === 'staff' ? RIGHTS.filter((right) => rights.includes(right)) : []
    const account = await insertAccount(tx, { name, email, passwordHash: null, role, rights: given })
    audit(tx, owner.accountId, { action: 'account.add', entity: `account:${account.id}`, before: null, after: { role, rights: given } })
    return [account, await newLink(tx, account)]
  })
}

/**
 * A link with which that person sets a password, whether they have one or not. The token is told once and not kept.
 * @throws Refusal `account.not-found`; `account.locked-out`; `access.denied` for an owner's account, whose password nobody else replaces
 */
export async function issueLink({ db }: Deps, owner: Viewer, id: string): Promise<AccountLink> {
  return db.transaction(async (tx) => {
    const account = await lockFor(tx, owner, id)
    if (account.role === 'owner') refuse('access.denied')
    if (account.banned) refuse('account.locked-out')
    const link = await newLink(tx, account)
    audit(tx, owner.accountId, { action: 'account.link', entity: `account:${id}`, before: null, after: { expiresAt: link.expiresAt } })
    return link
  })
}

/**
 * The link does not work from now on. Who never had a password leaves with it.
 * @throws Refusal `account.not-found`
 */
export async function revokeLink({ db }: Deps, owner: Viewer, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const account = await lockFor(tx, owner, id)
    const had = await dropLink(tx, id)
    if (account.password_hash === null) await deleteAccount(tx, id)
    else if (!had) return
    audit(tx, owner.accountId, { action: 'account.revoke-link', entity: `account:${id}`, before: {}, after: {} })
  })
}

/** @returns that account, held until the transaction ends, as are the owners' */
async function lockFor(tx: Tx, owner: Viewer, id: string): Promise<Account> {
  const locked = await lockWithOwners(tx, [owner.accountId, id])
  // Another owner may have got here first.
  if (locked.get(owner.accountId)?.role !== 'owner') refuse('access.denied')
  const account = locked.get(id)
  return account === undefined || account.role === 'guest' ? refuse('account.not-found') : account
}

async function newLink(tx: Tx, { id, password_hash }: Account): Promise<AccountLink> {
  const token = newToken()
  const expiresAt = await insertLink(tx, id, hashToken(token), password_hash === null ? FOR_A_FIRST_PASSWORD : FOR_ANOTHER_PASSWORD)
  // Behind the #, which a browser tells no server and no proxy writes down.
  return { path: `/new-password#${token}`, expiresAt: expiresAt.toISOString() }
}
