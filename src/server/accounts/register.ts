import type { Register } from '../../contract/account.ts'
import type { Deps } from '../deps.ts'
import { insertAccount, lockAccounts } from './accounts.sql.ts'
import { leaveBehind } from './leave-behind.ts'
import { hashPassword } from './password.ts'
import { type Client, type NewSession, startSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/** @param before the session that the request came with */
export async function register({ db }: Deps, before: Viewer | null, input: Register, client: Client): Promise<NewSession> {
  const { name, email, phone, password } = input
  const passwordHash = await hashPassword(password)
  return db.transaction(async (tx) => {
    if (before !== null) await lockAccounts(tx, [before.accountId])
    const account = await insertAccount(tx, { name, email, ...(phone !== undefined && { phone }), passwordHash, role: 'customer' })
    await leaveBehind(tx, before, account.id)
    return startSession(tx, account, client)
  })
}
