import * as z from 'zod'
import { Slot, SlotChange, SlotInput } from '../../contract/delivery.ts'
import { Id } from '../../contract/shared.ts'
import { seenVersion } from '../catalog/seen-version.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { changeSlot, createSlot, removeSlot } from './change-slots.ts'
import { listSlots } from './slots.sql.ts'

const tags = ['settings']
const config = { access: { right: 'settings' } } as const
const params = z.strictObject({ id: Id })

/** When the shop delivers, or is called at. */
export function slotRoutes(api: Api, deps: Deps): void {
  api.get('/admin/slots', {
    config,
    schema: { tags, summary: 'The slots of a week', response: { 200: z.array(Slot) } },
    handler: async () => listSlots(deps.db.read),
  })

  api.post('/admin/slots', {
    config,
    schema: { tags, summary: 'Add a slot', body: SlotInput, response: { 201: Slot } },
    handler: async (request, reply) => {
      const slot = await createSlot(deps, request.viewer ?? refuse('auth.required'), request.body)
      return reply.code(201).header('location', `/api/admin/slots/${slot._id}`).send(slot)
    },
  })

  api.put('/admin/slots/:id', {
    config,
    schema: { tags, summary: 'Change a slot', params, body: SlotChange, response: { 200: Slot } },
    handler: async (request) => {
      const { version, ...input } = request.body
      const seen = seenVersion(request.headers['if-match'], version)
      return changeSlot(deps, request.viewer ?? refuse('auth.required'), request.params.id, input, seen)
    },
  })

  api.delete('/admin/slots/:id', {
    config,
    schema: {
      tags,
      summary: 'Remove a slot; one that orders name is switched off',
      params,
      response: { 200: z.object({ removed: z.boolean(), slot: Slot }) },
    },
    handler: async (request) =>
      removeSlot(deps, request.viewer ?? refuse('auth.required'), request.params.id, seenVersion(request.headers['if-match'], undefined)),
  })
}
