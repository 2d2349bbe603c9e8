import '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { ChangePassword, Login, Me, Register, SessionQuery, Setup, SignedIn, UpdateMe, UseLink } from '../../contract/account.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { updateAccount } from './accounts.sql.ts'
import { changePassword } from './change-password.ts'
import { clientOf, forgetSession, handOut } from './hand-out.ts'
import { logIn } from './log-in.ts'
import { register } from './register.ts'
import { setUp } from './set-up.ts'
import { staffRoutes } from './staff-routes.ts'
import { endAllSessions, endSession } from './start-session.ts'
import { accountAsMe, toMe } from './to-me.ts'
import { useLink } from './use-link.ts'
import type { Viewer } from './viewer.ts'

const tags = ['Accounts']
const perMinute = (max: number) => ({ rateLimit: { max, timeWindow: '1 minute' } })
const kindOf = (query: z.infer<typeof SessionQuery>) => query.session ?? 'token'

/** On routes whose access says that somebody is there. */
const whoIs = (request: FastifyRequest): Viewer => request.viewer ?? refuse('auth.required')

export function accountRoutes(api: Api, deps: Deps): void {
  signInRoutes(api, deps)
  ownRoutes(api, deps)
  staffRoutes(api, deps)
}

function signInRoutes(api: Api, deps: Deps): void {
  api.post('/auth/register', {
    config: { access: 'public', ...perMinute(10) },
    schema: { tags, summary: 'Open an account', body: Register, querystring: SessionQuery, response: { 201: SignedIn } },
    handler: async (request, reply) => {
      const kind = kindOf(request.query)
      const session = await register(deps, request.viewer, request.body, clientOf(request, kind))
      return reply.code(201).send(handOut(deps, request, reply, session, kind))
    },
  })

  api.post('/auth/login', {
    config: { access: 'public', ...perMinute(20) },
    schema: { tags, summary: 'Sign in', body: Login, querystring: SessionQuery, response: { 200: SignedIn } },
    handler: async (request, reply) => {
      const kind = kindOf(request.query)
      const session = await logIn(deps, request.viewer, request.body, clientOf(request, kind))
      return handOut(deps, request, reply, session, kind)
    },
  })

  api.post('/auth/link', {
    config: { access: 'public', ...perMinute(10) },
    schema: {
      tags,
      summary: 'Set the password by the link that the owner gave, and sign in; what was signed in before ends',
      body: UseLink,
      querystring: SessionQuery,
      response: { 200: SignedIn },
    },
    handler: async (request, reply) => {
      const kind = kindOf(request.query)
      const session = await useLink(deps, request.viewer, request.body, clientOf(request, kind))
      return handOut(deps, request, reply, session, kind)
    },
  })

  api.post('/auth/setup', {
    config: { access: 'public', ...perMinute(10) },
    schema: { tags, summary: 'Become the first owner', body: Setup, querystring: SessionQuery, response: { 201: SignedIn } },
    handler: async (request, reply) => {
      const kind = kindOf(request.query)
      const session = await setUp(deps, request.viewer, request.body, clientOf(request, kind))
      return reply.code(201).send(handOut(deps, request, reply, session, kind))
    },
  })
}

function ownRoutes(api: Api, deps: Deps): void {
  const access = 'signed-in'

  api.post('/auth/logout', {
    config: { access },
    schema: { tags, summary: 'Sign out', response: { 204: z.void() } },
    handler: async (request, reply) => {
      const viewer = whoIs(request)
      await deps.db.transaction((tx) => endSession(tx, viewer))
      if (request.headers.cookie !== undefined) forgetSession(deps, request, reply)
      return reply.code(204).send()
    },
  })

  api.post('/auth/logout-everywhere', {
    config: { access },
    schema: { tags, summary: 'Sign out on every device', response: { 204: z.void() } },
    handler: async (request, reply) => {
      const { accountId } = whoIs(request)
      await deps.db.transaction((tx) => endAllSessions(tx, accountId))
      if (request.headers.cookie !== undefined) forgetSession(deps, request, reply)
      return reply.code(204).send()
    },
  })

  api.get('/auth/me', {
    config: { access },
    schema: { tags, summary: 'The signed-in account', response: { 200: Me } },
    handler: async (request) => toMe(whoIs(request)),
  })

  api.put('/auth/me', {
    config: { access },
    schema: { tags, summary: 'Change the own name or phone', body: UpdateMe, response: { 200: Me } },
    handler: async (request) => {
      const { name, phone } = request.body
      const change = { ...(name !== undefined && { name }), ...(phone !== undefined && { phone }) }
      return accountAsMe(await deps.db.transaction((tx) => updateAccount(tx, whoIs(request).accountId, change)))
    },
  })

  api.put('/auth/password', {
    config: { access, ...perMinute(10) },
    schema: { tags, summary: 'Change the own password', body: ChangePassword, querystring: SessionQuery, response: { 200: SignedIn } },
    handler: async (request, reply) => {
      const kind = kindOf(request.query)
      const session = await changePassword(deps, whoIs(request), request.body, clientOf(request, kind))
      return handOut(deps, request, reply, session, kind)
    },
  })
}
