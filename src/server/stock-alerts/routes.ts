import * as z from 'zod'
import { Id } from '../../contract/shared.ts'
import { MissedProduct, StockAlert } from '../../contract/stock-alert.ts'
import { ensurePerson } from '../accounts/guest.ts'
import { audiencesOf } from '../accounts/viewer.ts'
import { atPosition } from '../db/at-position.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { listAlerts, listMissed } from './stock-alerts.sql.ts'
import { cancelAlert, keepMissing, noAlert, wantAlert } from './want-alert.ts'

const tags = ['stock alerts']
const ById = z.strictObject({ id: Id })
const config = { access: 'person', rateLimit: { max: 120, timeWindow: '1 minute' } } as const
const MOST_MISSED = 100

export function stockAlertRoutes(api: Api, deps: Deps): void {
  const { db } = deps

  api.get(
    '/stock-alerts',
    {
      config: { access: 'person' },
      schema: { tags, summary: 'What you wait for, the newest first', response: { 200: z.array(StockAlert) } },
    },
    async ({ viewer }, reply) => {
      const { data, cursor } = await atPosition(db, audiencesOf(viewer), async (read) =>
        viewer === null ? [] : await listAlerts(read, viewer.accountId),
      )
      void reply.header('cakewire-cursor', cursor)
      return data
    },
  )

  api.put(
    '/products/:id/stock-alert',
    {
      config,
      schema: {
        tags,
        summary: 'Be told, once, when this product can be ordered again',
        description:
          'Of a product that can be ordered now: 409 `product.orderable`. The notification comes to who asks, signed in or as a guest.',
        params: ById,
        response: { 200: StockAlert },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      // Nobody becomes a guest for nothing.
      if (request.viewer === null) await db.transaction((tx) => keepMissing(tx, id))
      const { accountId } = await ensurePerson(deps, request, reply)
      return await wantAlert(db, accountId, id)
    },
  )

  api.delete(
    '/products/:id/stock-alert',
    { config, schema: { tags, summary: 'Do not be told any more', params: ById, response: { 200: StockAlert } } },
    async ({ viewer, params: { id } }) => (viewer === null ? noAlert(id) : await cancelAlert(db, viewer.accountId, id)),
  )

  api.get(
    '/admin/stock-alerts',
    {
      config: { access: { right: 'catalogue' } },
      schema: {
        tags,
        summary: 'The hundred products that most people wait for, and how many do',
        response: { 200: z.array(MissedProduct) },
      },
    },
    async ({ viewer }, reply) => {
      const { data, cursor } = await atPosition(db, audiencesOf(viewer), (read) => listMissed(read, MOST_MISSED))
      void reply.header('cakewire-cursor', cursor)
      return data
    },
  )
}
