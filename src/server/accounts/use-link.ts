import type { UseLink } from '../../contract/account.ts'
import { audit } from '../audit/audit.sql.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { findLinked, spendLink } from './account-links.sql.ts'
import { lockAccounts, updateAccount } from './accounts.sql.ts'
import { leaveBehind } from './leave-behind.ts'
import { hashPassword } from './password.ts'
import { hashToken } from './session-token.ts'
import { type Client, endAllSessions, type NewSession, startSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/**
 * Sets the password of whose link it is, ends all their sessions and signs this client in. Works once.
 * @param before the session that the request came with
 * @throws Refusal `link.over` alike for a link that is used, expired, revoked or none
 */
export async function useLink({ db }: Deps, before: Viewer | null, { token, password }: UseLink, client: Client): Promise<NewSession> {
  const tokenHash = hashToken(token)
  // Before the work of hashing a password: whoever guesses costs nothing.
  const id = (await findLinked(db.read, tokenHash)) ?? refuse('link.over')
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    const locked = await lockAccounts(tx, before === null ? [id] : [id, before.accountId])
    const account = locked.get(id)
    if (account === undefined || account.banned || !(await spendLink(tx, tokenHash))) return refuse('link.over')
    const changed = await updateAccount(tx, id, { password_hash: passwordHash })
    audit(tx, id, { action: 'account.set-password', entity: `account:${id}`, before: {}, after: {} })
    await endAllSessions(tx, id)
    await leaveBehind(tx, before, id)
    return startSession(tx, changed, client)
  })
}
