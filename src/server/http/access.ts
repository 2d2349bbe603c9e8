import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Right } from '../../domain/role.ts'
import { mayUse, type Viewer } from '../accounts/viewer.ts'
import { refuse } from '../refusal.ts'

/**
 * Who may call a route.
 * - `public`: everybody
 * - `person`: a signed-in customer or staff, or a guest; who has no identity yet gets a guest's when the route needs one
 * - `signed-in`: an account with e-mail and password
 * - `{ right }`: owner, managers, and staff who were given that right
 * - `{ anyRight }`: the same, with one of these
 * - `owner`
 */
export type Access = 'public' | 'person' | 'signed-in' | 'owner' | { readonly right: Right } | { readonly anyRight: readonly Right[] }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** Who calls it may be recalled instead of looked up: its use case asks for the viewer's `proof`. */
    recall?: true
  }
  interface FastifyRequest {
    viewer: Viewer | null
  }
}

/** @throws Refusal when the viewer may not pass */
export function checkAccess(access: Access, viewer: Viewer | null): void {
  if (access === 'public' || access === 'person') return
  if (viewer === null || viewer.role === 'guest') refuse('auth.required')
  if (access === 'signed-in') return
  const allowed =
    access === 'owner'
      ? viewer.role === 'owner'
      : ('right' in access ? [access.right] : access.anyRight).some((right) => mayUse(viewer, right))
  if (!allowed) refuse('access.denied')
}

/** Every route in this scope must say who may call it; one that does not keeps the server from starting. */
export function guardRoutes(
  api: FastifyInstance,
  viewerOf: (request: FastifyRequest, reply: FastifyReply, how: 'look' | 'recall') => Promise<Viewer | null>,
): void {
  api.decorateRequest('viewer', null)
  api.addHook('onRoute', (route) => {
    if (route.config?.access === undefined) throw new Error(`${String(route.method)} ${route.url} does not say who may call it`)
  })
  api.addHook('onRequest', async (request, reply) => {
    const { access, recall } = request.routeOptions.config
    // An address that is no route: the 404 handler answers.
    if (access === undefined) return
    request.viewer = await viewerOf(request, reply, recall === true ? 'recall' : 'look')
    // Somebody's own: no cache on the way keeps it.
    if (access !== 'public') void reply.header('cache-control', 'no-store')
    checkAccess(access, request.viewer)
  })
}
