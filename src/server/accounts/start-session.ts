import { appendRevocation } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import type { Account } from './accounts.sql.ts'
import { hashToken, newToken } from './session-token.ts'
import { deleteSession, deleteSessionsOf, insertSession, type SessionKind } from './sessions.sql.ts'
import type { Viewer } from './viewer.ts'

/** What a request says of the client that asks for a session. */
export type Client = { readonly kind: SessionKind; readonly userAgent: string }

/** The token is told once and not kept. */
export type NewSession = { readonly account: Account; readonly token: string; readonly viewer: Viewer }

/** Always a new token: one that was there before may be known to somebody else. */
export async function startSession(tx: Tx, account: Account, { kind, userAgent }: Client): Promise<NewSession> {
  const token = newToken()
  const tokenHash = hashToken(token)
  const expiresAt = await insertSession(tx, tokenHash, account.id, kind, userAgent)
  const { id: accountId, role, rights, name, email, phone } = account
  return { account, token, viewer: { accountId, role, rights, name, email, phone, session: tokenHash.toString('hex'), expiresAt } }
}

/** Its sockets are cut on every node before anything later reaches them. */
export async function endSession(tx: Tx, { accountId, session }: Pick<Viewer, 'accountId' | 'session'>): Promise<void> {
  await deleteSession(tx, session)
  appendRevocation(tx, { account: accountId, session })
}

export async function endAllSessions(tx: Tx, accountId: string): Promise<void> {
  await deleteSessionsOf(tx, accountId)
  appendRevocation(tx, { account: accountId })
}
