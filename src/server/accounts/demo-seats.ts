import type { FastifyRequest } from 'fastify'
import { demoUsers } from '../../dev/demo/people.ts'
import type { Deps } from '../deps.ts'
import { readShopInfo } from '../settings/settings.sql.ts'
import { findByEmail } from './accounts.sql.ts'
import { isSecure, readSessionCookie, sessionCookie } from './cookies.ts'
import { clientOf } from './hand-out.ts'
import { sessionReader } from './session-reader.ts'
import { startSession } from './start-session.ts'

/** Who sits where on `/demo`. Their passwords are public anyhow. */
const SEATS = [
  { seat: 'owner', key: 'meera' },
  { seat: 'asha', key: 'asha' },
] as const

/**
 * Signs this browser's seats in. Those who sit already stay.
 * @returns `Set-Cookie` lines; null when there is no demo bakery
 */
export async function demoSeats(deps: Deps, request: FastifyRequest): Promise<{ readonly cookies: readonly string[] } | null> {
  const { demo } = await readShopInfo(deps.db.read)
  if (!demo) return null
  const secure = isSecure(request, deps.config.publicUrl)
  const sessions = sessionReader(deps)
  const cookies: string[] = []
  for (const { seat, key } of SEATS) {
    const email = demoUsers.find((user) => user.key === key)?.email
    const account = email === undefined ? undefined : await findByEmail(deps.db.read, email)
    if (account === undefined || account.banned) continue
    const token = readSessionCookie(request.headers.cookie ?? '', seat, !secure)
    const sitting = token === undefined ? null : await sessions.byToken(token)
    if (sitting?.accountId === account.id) continue
    const session = await deps.db.transaction((tx) => startSession(tx, account, clientOf(request, 'cookie')))
    cookies.push(sessionCookie(session.token, session.viewer.expiresAt, seat, secure))
  }
  return { cookies }
}
