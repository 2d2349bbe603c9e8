import type { ChangeAccount } from '../../contract/account.ts'
import { RIGHTS } from '../../domain/role.ts'
import { audit } from '../audit/audit.sql.ts'
import { appendRevocation } from '../db/append.sql.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { dropLink } from './account-links.sql.ts'
import { type Account, findAccount, lockWithOwners, updateAccount } from './accounts.sql.ts'
import { isRightPassword } from './password.ts'
import { endAllSessions } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/**
 * An owner changes somebody's role or rights, bans or lets back in. A change of role ends the account's sessions, and so
 * does a ban, and a link that was issued before them; a change of rights takes effect on the open ones.
 */
export async function changeAccount({ db }: Deps, owner: Viewer, id: string, change: ChangeAccount): Promise<Account> {
  return db.transaction(async (tx) => {
    const locked = await lockWithOwners(tx, [owner.accountId, id])
    // Another owner may have got here first.
    if (locked.get(owner.accountId)?.role !== 'owner') refuse('access.denied')
    const account = locked.get(id)
    if (account === undefined || account.role === 'guest') refuse('account.not-found')

    const role = change.role ?? account.role
    const banned = change.banned ?? account.banned
    const isMoved = role !== account.role
    const isShutOut = banned && !account.banned
    const others = [...locked.values()].filter((other) => other.id !== id && other.role === 'owner' && !other.banned)
    if (account.role === 'owner' && (isMoved || isShutOut) && others.length === 0) refuse('account.last-owner')
    if (id === owner.accountId && (isMoved || isShutOut)) refuse('access.denied')

    const wanted = change.rights ?? account.rights
    const rights = role === 'staff' ? RIGHTS.filter((right) => wanted.includes(right)) : []
    const changed = await updateAccount(tx, id, { role, rights, banned })
    const before = { role: account.role, rights: account.rights, banned: account.banned }
    audit(tx, owner.accountId, { action: 'account.change', entity: `account:${id}`, before, after: { role, rights, banned } })
    if (isMoved || isShutOut) await dropLink(tx, id)
    if (isMoved || isShutOut) await endAllSessions(tx, id)
    else if (rights.join() !== account.rights.join()) appendRevocation(tx, { account: id, rights })
    return changed
  })
}

/** The account stays as it is; whoever uses it has to sign in again. */
export async function signOutEverywhere({ db }: Deps, owner: Viewer, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const locked = await lockWithOwners(tx, [owner.accountId, id])
    if (locked.get(owner.accountId)?.role !== 'owner') refuse('access.denied')
    const account = locked.get(id)
    if (account === undefined || account.role === 'guest') refuse('account.not-found')
    await endAllSessions(tx, id)
    audit(tx, owner.accountId, { action: 'account.sign-out', entity: `account:${id}`, before: {}, after: {} })
  })
}

/**
 * Another owner, with all that an owner may. To hand the shop over, the new owner then gives the former one another role.
 * @param password of who asks, once more
 * @throws Refusal `auth.wrong-credentials`, `account.not-found`, also for who is banned or has no password yet
 */
export async function makeOwner({ db }: Deps, owner: Viewer, id: string, password: string): Promise<Account> {
  const asking = await findAccount(db.read, owner.accountId)
  if (!(await isRightPassword(password, asking?.password_hash ?? null))) refuse('auth.wrong-credentials')
  return db.transaction(async (tx) => {
    const locked = await lockWithOwners(tx, [owner.accountId, id])
    if (locked.get(owner.accountId)?.role !== 'owner') refuse('access.denied')
    const account = locked.get(id)
    if (account === undefined || account.role === 'guest' || account.banned || account.password_hash === null) refuse('account.not-found')
    if (account.role === 'owner') return account
    const changed = await updateAccount(tx, id, { role: 'owner', rights: [] })
    audit(tx, owner.accountId, {
      action: 'account.make-owner',
      entity: `account:${id}`,
      before: { role: account.role, rights: account.rights },
      after: { role: 'owner', rights: [] },
    })
    await dropLink(tx, id)
    await endAllSessions(tx, id)
    return changed
  })
}
