import type { Setup } from '../../contract/account.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { hasOwner, insertAccount, lockAccounts } from './accounts.sql.ts'
import { setupOpen } from './first-owner.ts'
import { leaveBehind } from './leave-behind.ts'
import { dropSetupTokens, lockFirstOwner, spendSetupToken } from './one-time-tokens.sql.ts'
import { hashPassword } from './password.ts'
import { hashToken } from './session-token.ts'
import { type Client, type NewSession, startSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/**
 * Makes the first owner, once.
 * @throws Refusal `setup.closed` when this is not the token, or there is an owner
 */
export async function setUp({ db }: Deps, before: Viewer | null, input: Setup, client: Client): Promise<NewSession> {
  const { token, name, email, password } = input
  if (!(await setupOpen(db.read))) refuse('setup.closed')
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    await lockFirstOwner(tx)
    if ((await hasOwner(tx)) || !(await spendSetupToken(tx, hashToken(token)))) refuse('setup.closed')
    await dropSetupTokens(tx)
    if (before !== null) await lockAccounts(tx, [before.accountId])
    const account = await insertAccount(tx, { name, email, passwordHash, role: 'owner' })
    await leaveBehind(tx, before, account.id)
    return startSession(tx, account, client)
  })
}
