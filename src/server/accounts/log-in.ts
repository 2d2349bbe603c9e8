import { Email, type Login } from '../../contract/account.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { findByEmail, lockAccounts } from './accounts.sql.ts'
import { leaveBehind } from './leave-behind.ts'
import { isRightPassword } from './password.ts'
import { type Client, type NewSession, startSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/**
 * @param before the session that the request came with
 * @throws Refusal `auth.wrong-credentials` alike for an unknown e-mail and a wrong password; `access.denied` for a banned account
 */
export async function logIn({ db }: Deps, before: Viewer | null, { email, password }: Login, client: Client): Promise<NewSession> {
  const folded = Email.safeParse(email).data
  const found = folded === undefined ? undefined : await findByEmail(db.read, folded)
  const isRight = await isRightPassword(password, found?.password_hash ?? null)
  if (found === undefined || !isRight) refuse('auth.wrong-credentials')
  return db.transaction(async (tx) => {
    const locked = await lockAccounts(tx, before === null ? [found.id] : [found.id, before.accountId])
    const account = locked.get(found.id)
    // Checking the password took a while: it may have been changed meanwhile.
    if (account?.password_hash !== found.password_hash) refuse('auth.wrong-credentials')
    if (account.banned) refuse('access.denied')
    await leaveBehind(tx, before, account.id)
    return startSession(tx, account, client)
  })
}
