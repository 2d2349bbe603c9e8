import * as z from 'zod'
import { AuditEntry, AuditQuery } from '../../contract/audit.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { setNextLink } from '../http/paging.ts'
import { listAudit } from './read-audit.sql.ts'

export function auditRoutes(api: Api, { db }: Deps): void {
  api.get('/admin/audit', {
    config: { access: 'owner' },
    schema: {
      tags: ['settings'],
      summary: 'Who changed what, newest first',
      description: 'By person, by thing (`order:<id>`) or kind of thing (`order`), and by time. The next page is in `Link`.',
      querystring: AuditQuery,
      response: { 200: z.array(AuditEntry) },
    },
    handler: async (request, reply) => {
      const { items, next } = await listAudit(db.read, request.query)
      setNextLink(request, reply, next)
      return [...items]
    },
  })
}
