import type { FastifyReply, FastifyRequest } from 'fastify'
import type { RefusalCode } from '../../contract/refusal.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { endedCookie, isSecure, readSessionCookie } from './cookies.ts'
import { Recall } from './recall.ts'
import { hashToken, isToken } from './session-token.ts'
import { findSession, touchSession } from './sessions.sql.ts'
import type { Viewer } from './viewer.ts'

type Handshake = { readonly cookieHeader: string; readonly token: string | undefined; readonly seat: string }

export type SessionReader = {
  /** null: unknown, over, or its account is banned. */
  byToken(token: string): Promise<Viewer | null>
  /**
   * The bearer token counts before the cookie. A stale cookie is nobody's, and `reply` tells the browser to forget it.
   * @param how `recall`: who was looked up lately is not looked up again, and may have lost the session since; what is then done must
   * ask for the viewer's `proof`
   * @throws Refusal `auth.wrong-credentials` or `auth.expired` for a bearer token that opens nothing
   */
  ofRequest(request: FastifyRequest, reply?: FastifyReply, how?: 'look' | 'recall'): Promise<Viewer | null>
  /** An open connection looks whether its session still stands, which is no visit. `session`: its token's hash in hex. null: it is over. */
  again(session: string): Promise<Viewer | null>
  /** A code when a token was given that opens nothing. */
  ofHandshake(handshake: Handshake): Promise<Viewer | null | RefusalCode>
}

/** Tells who stands behind a token or cookie: one indexed query a look. */
export function sessionReader({ db, config }: Pick<Deps, 'db' | 'config'>): SessionReader {
  const known = new Recall()
  const look = async (token: string): Promise<Viewer | RefusalCode> => {
    if (!isToken(token)) return 'auth.wrong-credentials'
    const found = await findSession(db.read, hashToken(token), 'visit')
    if (found === undefined || found.state === 'over') return known.forget(token, 'auth.expired')
    if (found.untouched) await touchSession(db.read, found.viewer.session)
    const again = async () => {
      const now = await look(token)
      return typeof now === 'string' || now.proof === undefined ? refuse('auth.expired') : now.proof
    }
    return known.keep(token, { ...found.viewer, proof: { taken: found.taken, again } }, found.left)
  }
  const find = async (token: string, how: 'look' | 'recall') => (how === 'recall' && known.get(token)) || (await look(token))
  const byToken = async (token: string, how: 'look' | 'recall' = 'look') => {
    const found = await find(token, how)
    return typeof found === 'string' ? null : found
  }

  return {
    byToken: (token) => byToken(token),
    async again(session) {
      const found = await findSession(db.read, Buffer.from(session, 'hex'), 'look')
      return found?.state === 'good' ? found.viewer : null
    },
    async ofRequest(request, reply, how = 'look') {
      const { authorization, cookie = '' } = request.headers
      if (authorization !== undefined) {
        const found = await find(/^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '', how)
        return typeof found === 'string' ? refuse(found) : found
      }
      const secure = isSecure(request, config.publicUrl)
      const token = readSessionCookie(cookie, request.seat, !secure)
      if (token === undefined) return null
      const viewer = await byToken(token, how)
      if (viewer === null) void reply?.header('set-cookie', endedCookie(request.seat, secure))
      return viewer
    },
    async ofHandshake({ cookieHeader, token, seat }) {
      if (token !== undefined) return look(token)
      const cookie = readSessionCookie(cookieHeader, seat, config.publicUrl?.startsWith('https:') !== true)
      return cookie === undefined ? null : byToken(cookie)
    },
  }
}
