import * as z from 'zod'
import { Paper } from '../../contract/paper.ts'
import { Id } from '../../contract/shared.ts'
import { OrderLink, TrackedOrder } from '../../contract/tracking.ts'
import { PAPER_KINDS } from '../../domain/paper-number.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { readOrder } from '../orders/orders.sql.ts'
import { sendPaper } from '../papers/send-paper.ts'
import { refuse } from '../refusal.ts'
import { openLink, pathOf, readTracked, renewLink, renewLinks } from './follow-link.ts'

const tags = ['tracking']
/** Any text: what is no link is answered like a wrong one. */
const ByToken = z.strictObject({ token: z.string() })
/** Nobody follows so many orders; who guesses does. */
const open = { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } } as const

export function trackingRoutes(api: Api, deps: Deps): void {
  const { db } = deps
  api.get(
    '/orders/:id/link',
    {
      config: { access: 'person' },
      schema: {
        tags,
        summary: 'Where an own order can be followed without signing in; staff: any',
        params: z.strictObject({ id: Id }),
        response: { 200: OrderLink },
      },
    },
    async ({ viewer, params }) => {
      if (viewer === null || (await readOrder(db.read, params.id, viewer)) === null) refuse('order.not-found')
      return { path: await pathOf(db.read, params.id) }
    },
  )

  api.post(
    '/orders/:id/link/renew',
    {
      config: { access: { right: 'orders' } },
      schema: {
        tags,
        summary: 'A new link for this order; the one before opens nothing',
        params: z.strictObject({ id: Id }),
        response: { 200: OrderLink },
      },
    },
    async ({ viewer, params }) => ({ path: await renewLink(deps, viewer ?? refuse('auth.required'), params.id) }),
  )

  api.post(
    '/orders/links/renew',
    { config: { access: 'owner' }, schema: { tags, summary: 'Make every link given out so far worthless', response: { 204: z.void() } } },
    async (request, reply) => {
      await renewLinks(deps, request.viewer ?? refuse('auth.required'))
      return reply.code(204).send()
    },
  )

  api.get(
    '/tracked/:token',
    {
      config: open,
      schema: { tags, summary: 'The order behind a signed link', params: ByToken, response: { 200: TrackedOrder } },
    },
    async ({ params }, reply) => {
      void reply.header('cache-control', 'no-store')
      const snapshot = await db.snapshot()
      try {
        const { order, cursor } = (await readTracked(snapshot.read, params.token)) ?? refuse('order.not-found')
        void reply.header('cakewire-cursor', cursor)
        return order
      } finally {
        await snapshot.close()
      }
    },
  )

  api.get(
    '/tracked/:token/papers/:kind',
    {
      config: open,
      schema: {
        tags,
        summary: 'An invoice or credit note of the order behind a signed link; `?as=pdf`: to print and keep',
        params: ByToken.extend({ kind: z.enum(PAPER_KINDS) }),
        querystring: z.strictObject({ as: z.enum(['pdf']).optional() }),
        response: { 200: Paper },
      },
    },
    async ({ params: { token, kind }, query }, reply) => {
      const orderId = (await openLink(db.read, token)) ?? refuse('order.not-found')
      return await sendPaper(db, reply, { orderId, kind, as: query.as })
    },
  )
}
