import * as z from 'zod'
import { MarkRead, Notification, NotificationQuery } from '../../contract/notification.ts'
import { audiencesOf } from '../accounts/viewer.ts'
import { atPosition } from '../db/at-position.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { sendPage } from '../http/paging.ts'
import { refuse } from '../refusal.ts'
import { markRead } from './mark-read.ts'
import { listNotifications } from './notifications.sql.ts'

export function notificationRoutes(api: Api, { db }: Deps): void {
  api.get(
    '/notifications',
    {
      config: { access: 'person' },
      schema: {
        tags: ['notifications'],
        summary: 'Your notifications, at the counter also the shop’s; newest first',
        description:
          'Kept for 90 days. The header `X-Unread-Count` tells how many of all are unread; it and `X-Total-Count` count up to 1000.',
        querystring: NotificationQuery,
        response: { 200: z.array(Notification) },
      },
    },
    async (request, reply) => {
      const viewer = request.viewer ?? refuse('auth.required')
      const { data, cursor } = await atPosition(db, audiencesOf(viewer), (read) => listNotifications(read, viewer, request.query))
      void reply.header('x-unread-count', String(data.unread)).header('cache-control', 'no-store')
      return [...sendPage(request, reply, data, cursor)]
    },
  )

  api.post(
    '/notifications/read',
    {
      config: { access: 'person' },
      schema: {
        tags: ['notifications'],
        summary: 'Mark notifications as read, for yourself',
        body: MarkRead,
        response: { 200: z.object({ marked: z.int() }) },
      },
    },
    async (request) => ({ marked: await markRead(db, request.viewer ?? refuse('auth.required'), request.body) }),
  )
}
