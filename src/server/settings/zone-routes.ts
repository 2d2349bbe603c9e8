import * as z from 'zod'
import { Zone, ZoneChange, ZoneInput } from '../../contract/delivery.ts'
import { Id } from '../../contract/shared.ts'
import { seenVersion } from '../catalog/seen-version.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { changeZone, createZone, removeZone } from './change-zones.ts'
import { listZones } from './zones.sql.ts'

const tags = ['settings']
const config = { access: { right: 'settings' } } as const
const params = z.strictObject({ id: Id })

/** Where the shop delivers, at what fee. */
export function zoneRoutes(api: Api, deps: Deps): void {
  api.get('/admin/zones', {
    config,
    schema: { tags, summary: 'The zones of delivery', response: { 200: z.array(Zone) } },
    handler: async () => listZones(deps.db.read),
  })

  api.post('/admin/zones', {
    config,
    schema: {
      tags,
      summary: 'Add a zone',
      description: 'A pincode, or a beginning of pincodes, belongs to one zone: 409 `zone.overlap` names the other.',
      body: ZoneInput,
      response: { 201: Zone },
    },
    handler: async (request, reply) => {
      const zone = await createZone(deps, request.viewer ?? refuse('auth.required'), request.body)
      return reply.code(201).header('location', `/api/admin/zones/${zone._id}`).send(zone)
    },
  })

  api.put('/admin/zones/:id', {
    config,
    schema: { tags, summary: 'Change a zone', params, body: ZoneChange, response: { 200: Zone } },
    handler: async (request) => {
      const { version, ...input } = request.body
      const seen = seenVersion(request.headers['if-match'], version)
      return changeZone(deps, request.viewer ?? refuse('auth.required'), request.params.id, input, seen)
    },
  })

  api.delete('/admin/zones/:id', {
    config,
    schema: { tags, summary: 'Remove a zone', params, response: { 200: Zone } },
    handler: async (request) =>
      removeZone(deps, request.viewer ?? refuse('auth.required'), request.params.id, seenVersion(request.headers['if-match'], undefined)),
  })
}
