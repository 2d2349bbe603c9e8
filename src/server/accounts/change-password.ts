import type { ChangePassword } from '../../contract/account.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { dropLink } from './account-links.sql.ts'
import { findAccount, lockAccounts, updateAccount } from './accounts.sql.ts'
import { hashPassword, isRightPassword } from './password.ts'
import { type Client, endAllSessions, type NewSession, startSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/** Ends every session of the account and gives this client a new one. */
export async function changePassword({ db }: Deps, viewer: Viewer, input: ChangePassword, client: Client): Promise<NewSession> {
  const before = await findAccount(db.read, viewer.accountId)
  const isRight = await isRightPassword(input.current, before?.password_hash ?? null)
  if (before === undefined || !isRight) refuse('auth.wrong-credentials')
  const passwordHash = await hashPassword(input.password)
  return db.transaction(async (tx) => {
    const locked = (await lockAccounts(tx, [viewer.accountId])).get(viewer.accountId)
    if (locked === undefined || locked.banned || locked.password_hash !== before.password_hash) refuse('auth.wrong-credentials')
    const account = await updateAccount(tx, locked.id, { password_hash: passwordHash })
    await dropLink(tx, account.id)
    await endAllSessions(tx, account.id)
    return startSession(tx, account, client)
  })
}
