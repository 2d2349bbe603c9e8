import * as z from 'zod'
import { Paper } from '../../contract/paper.ts'
import { Id } from '../../contract/shared.ts'
import { KitchenTicket } from '../../contract/ticket.ts'
import { PAPER_KINDS } from '../../domain/paper-number.ts'
import { mayUse } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { isKitchenWork, toTicket } from '../orders/kitchen-ticket.ts'
import { toAdminOrder } from '../orders/order-row.ts'
import { findOrder, readOrder } from '../orders/orders.sql.ts'
import { refuse } from '../refusal.ts'
import { drawTicket } from './draw-ticket.ts'
import { sendPaper, sendPdf } from './send-paper.ts'

const tags = ['papers']
const ById = z.strictObject({ id: Id })
const As = z.strictObject({ as: z.enum(['pdf']).optional() })

export function paperRoutes(api: Api, { db }: Deps): void {
  api.get(
    '/orders/:id/papers/:kind',
    {
      config: { access: 'person' },
      schema: {
        tags,
        summary: 'The invoice or credit note of an own order; staff: of any; `?as=pdf`: to print and keep',
        params: ById.extend({ kind: z.enum(PAPER_KINDS) }),
        querystring: As,
        response: { 200: Paper },
      },
    },
    async ({ viewer, params: { id, kind }, query }, reply) => {
      if (viewer === null || (await readOrder(db.read, id, viewer)) === null) refuse('order.not-found')
      return await sendPaper(db, reply, { orderId: id, kind, as: query.as })
    },
  )

  api.get(
    '/orders/:id/ticket',
    {
      config: { access: { anyRight: ['orders', 'kitchen'] } },
      schema: { tags, summary: 'The kitchen’s ticket as PDF', params: ById, response: { 200: KitchenTicket } },
    },
    async ({ viewer, params }, reply) => {
      const order = await findOrder(db.read, params.id)
      if (order === null || !(mayUse(viewer, 'orders') || isKitchenWork(order))) return refuse('order.not-found')
      return sendPdf(reply, `ticket-${order.number}`, await drawTicket(toTicket(toAdminOrder(order))))
    },
  )
}
