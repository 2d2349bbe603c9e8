import { Readable } from 'node:stream'
import * as z from 'zod'
import { Address, AddressInput, EraseMe } from '../../contract/address.ts'
import { Id } from '../../contract/shared.ts'
import { forgetSession } from '../accounts/hand-out.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { newId } from '../new-id.ts'
import { refuse } from '../refusal.ts'
import { deleteAddress, insertAddress, listAddresses, updateAddress } from './addresses.sql.ts'
import { eraseMe } from './erase-me.ts'
import { exportMe } from './export-me.ts'

const tags = ['people']
const ById = z.strictObject({ id: Id })
const signedIn = { access: 'signed-in' } as const
const whoIs = ({ viewer }: { viewer: Viewer | null }): Viewer => viewer ?? refuse('auth.required')

export function peopleRoutes(api: Api, deps: Deps): void {
  addressRoutes(api, deps)

  api.get(
    '/me/export',
    {
      config: { access: 'person', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: { tags, summary: 'Everything that the shop keeps of you, as JSON' },
    },
    async (request, reply) => {
      const viewer = whoIs(request)
      void reply.type('application/json').header('content-disposition', 'attachment; filename="my-data.json"')
      return reply.send(Readable.from(exportMe(deps, viewer)))
    },
  )

  api.post(
    '/me/erase',
    {
      config: { access: 'person', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Be forgotten: the account goes, and orders stay without you',
        body: EraseMe,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await eraseMe(deps, whoIs(request), request.body)
      if (request.headers.cookie !== undefined) forgetSession(deps, request, reply)
      return reply.code(204).send()
    },
  )
}

function addressRoutes(api: Api, { db }: Deps): void {
  api.get(
    '/addresses',
    { config: signedIn, schema: { tags, summary: 'Your addresses, the default first', response: { 200: z.array(Address) } } },
    async (request) => await listAddresses(db.read, whoIs(request).accountId),
  )

  api.post(
    '/addresses',
    { config: signedIn, schema: { tags, summary: 'Keep an address', body: AddressInput, response: { 201: Address } } },
    async (request, reply) => {
      const address = await db.transaction((tx) => insertAddress(tx, whoIs(request).accountId, newId(), request.body))
      return reply.code(201).send(address)
    },
  )

  api.put(
    '/addresses/:id',
    { config: signedIn, schema: { tags, summary: 'Change an address', params: ById, body: AddressInput, response: { 200: Address } } },
    async (request) => await db.transaction((tx) => updateAddress(tx, whoIs(request).accountId, request.params.id, request.body)),
  )

  api.delete(
    '/addresses/:id',
    { config: signedIn, schema: { tags, summary: 'Forget an address', params: ById, response: { 204: z.void() } } },
    async (request, reply) => {
      await db.transaction((tx) => deleteAddress(tx, whoIs(request).accountId, request.params.id))
      return reply.code(204).send()
    },
  )
}
