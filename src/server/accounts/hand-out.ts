import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignedIn } from '../../contract/account.ts'
import type { Deps } from '../deps.ts'
import { endedCookie, isSecure, sessionCookie } from './cookies.ts'
import type { SessionKind } from './sessions.sql.ts'
import type { Client, NewSession } from './start-session.ts'
import { accountAsMe } from './to-me.ts'

type Configured = Pick<Deps, 'config'>

export const clientOf = (request: FastifyRequest, kind: SessionKind): Client => ({
  kind,
  userAgent: request.headers['user-agent'] ?? '',
})

/** From here on this request is the session's. */
export function setSession({ config }: Configured, request: FastifyRequest, reply: FastifyReply, session: NewSession): void {
  const secure = isSecure(request, config.publicUrl)
  request.viewer = session.viewer
  // A stale cookie was to be forgotten: one line about it is enough.
  void reply.removeHeader('set-cookie')
  void reply.header('set-cookie', sessionCookie(session.token, session.viewer.expiresAt, request.seat, secure))
}

export function forgetSession({ config }: Configured, request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('set-cookie', endedCookie(request.seat, isSecure(request, config.publicUrl)))
}

/** The answer to a sign-in. A browser's own form asks for the cookie alone: no script ever sees the token. */
export function handOut(deps: Configured, request: FastifyRequest, reply: FastifyReply, session: NewSession, kind: SessionKind): SignedIn {
  setSession(deps, request, reply, session)
  void reply.header('cache-control', 'no-store')
  return { user: accountAsMe(session.account), ...(kind === 'token' && { token: session.token }) }
}
