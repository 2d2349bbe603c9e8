import type { Queryable, Tx } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { findByEmail, hasOwner, insertAccount, lockAccounts, updateAccount } from './accounts.sql.ts'
import { addSetupToken, dropSetupTokens, hasSetupToken, lockFirstOwner } from './one-time-tokens.sql.ts'
import { hashPassword } from './password.ts'
import { hashToken, newToken } from './session-token.ts'
import { endAllSessions } from './start-session.ts'

/**
 * At start, after the demo bakery came in if it was to. A shop without an owner gets the configured one, or a one-time
 * link through which its first owner comes; each start makes a new link, and with the first owner all are dead.
 * @returns the link's token, to be printed; null when there is an owner
 */
export async function prepareFirstOwner({ db, config }: Pick<Deps, 'db' | 'config'>): Promise<{ readonly token: string } | null> {
  if (await hasOwner(db.read)) return null
  const { admin } = config
  const passwordHash = admin && (await hashPassword(admin.password))
  return db.transaction(async (tx) => {
    await lockFirstOwner(tx)
    if (await hasOwner(tx)) return null
    if (admin !== undefined && passwordHash !== undefined) {
      await makeOwner(tx, admin.email, passwordHash)
      return null
    }
    const token = newToken()
    await addSetupToken(tx, hashToken(token))
    return { token }
  })
}

/** Whoever runs the shop's machine decides: an account of that e-mail gets the configured password. */
async function makeOwner(tx: Tx, email: string, passwordHash: string): Promise<void> {
  const known = await findByEmail(tx, email)
  if (known === undefined) await insertAccount(tx, { name: 'Owner', email, passwordHash, role: 'owner' })
  else {
    await lockAccounts(tx, [known.id])
    await updateAccount(tx, known.id, { role: 'owner', banned: false, password_hash: passwordHash })
    await endAllSessions(tx, known.id)
  }
  await dropSetupTokens(tx)
}

/** True while the link waits for the first owner. */
export async function setupOpen(read: Queryable): Promise<boolean> {
  return (await hasSetupToken(read)) && !(await hasOwner(read))
}
