import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { insertGuest } from './accounts.sql.ts'
import { clientOf, setSession } from './hand-out.ts'
import { startSession } from './start-session.ts'
import type { Viewer } from './viewer.ts'

/**
 * Who is behind this request, for what needs somebody: a cart, an order. Nobody yet becomes a guest: browsers get the cookie,
 * other clients that came without one find the token in the header `Cakewire-Guest-Token` as well.
 */
export async function ensurePerson(deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<Viewer> {
  if (request.viewer !== null) return request.viewer
  const browser = isBrowser(request)
  const client = clientOf(request, browser ? 'cookie' : 'token')
  const session = await deps.db.transaction(async (tx) => startSession(tx, await insertGuest(tx), client))
  setSession(deps, request, reply, session)
  if (!browser) void reply.header('cakewire-guest-token', session.token)
  return session.viewer
}

/** A page's scripts must never see a token. Browsers say where a request comes from. */
const isBrowser = ({ headers }: FastifyRequest): boolean =>
  headers.cookie !== undefined || headers.origin !== undefined || headers['sec-fetch-site'] !== undefined
