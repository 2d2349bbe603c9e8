import * as z from 'zod'
import { CurrentHold, Hold, HoldRequest, Openings, SlotGrid, SlotQuery } from '../../contract/delivery.ts'
import { Quote, QuoteRequest } from '../../contract/order.ts'
import { Id } from '../../contract/shared.ts'
import { ensurePerson } from '../accounts/guest.ts'
import { audiencesOf } from '../accounts/viewer.ts'
import { atPosition } from '../db/at-position.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { quoteOrder } from '../orders/quote-order.ts'
import { refuse } from '../refusal.ts'
import { currentHold, extend, holdOrder, release } from './hold-order.ts'
import { readOpenings } from './openings.ts'
import { slotGrid } from './slot-grid.ts'

const tags = ['checkout']
const config = { access: 'person' } as const
const ById = z.strictObject({ id: Id })

export function deliveryRoutes(api: Api, deps: Deps): void {
  askRoutes(api, deps)
  holdRoutes(api, deps)
}

function askRoutes(api: Api, { db }: Deps): void {
  api.get(
    '/slots',
    {
      config,
      schema: {
        tags,
        summary: 'When your cart can be delivered or fetched',
        description: 'Days and times are the shop’s. What is left changes by `slot_updated`, entity `slot:<id>:<day>`.',
        querystring: SlotQuery,
        response: { 200: SlotGrid },
      },
    },
    async (request, reply) => {
      const { viewer, query } = request
      const { data, cursor } = await atPosition(db, audiencesOf(viewer), (read) => slotGrid(read, viewer?.accountId ?? null, query))
      void reply.header('cakewire-cursor', cursor)
      return data
    },
  )

  api.get(
    '/slots/openings',
    {
      config,
      schema: {
        tags,
        summary: 'When the shop delivers, and what is left of it',
        description:
          'The same for everybody: with the `leadHours` of a product and the points of its smallest size it says when that could be delivered at the earliest. Changes by `slot_updated`; a new version of the shop makes new ones.',
        response: { 200: Openings },
      },
    },
    async ({ viewer }, reply) => {
      const { data, cursor } = await atPosition(db, audiencesOf(viewer), readOpenings)
      void reply.header('cakewire-cursor', cursor)
      return data
    },
  )

  api.post(
    '/quote',
    {
      config,
      schema: {
        tags,
        summary: 'What it would cost',
        description: 'Without `items`: your cart. What would keep the order from being taken is in `problems`, by the code of its refusal.',
        body: QuoteRequest,
        response: { 200: Quote },
      },
    },
    async ({ viewer, body }) => await quoteOrder(db.read, viewer?.accountId ?? null, body),
  )
}

function holdRoutes(api: Api, deps: Deps): void {
  api.get('/holds/current', { config, schema: { tags, summary: 'What is kept for you', response: { 200: CurrentHold } } }, ({ viewer }) =>
    currentHold(deps.db.read, viewer?.accountId ?? null, deps.now()),
  )

  api.post(
    '/holds',
    {
      config,
      schema: {
        tags,
        summary: 'Keep it for some minutes',
        description:
          'Pieces, and points of the slot. One for each person: a new hold replaces the one before, and when it cannot be had that one stays. An order names it as `holdId`.',
        body: HoldRequest,
        response: { 201: Hold },
      },
    },
    async (request, reply) => {
      const person = await ensurePerson(deps, request, reply)
      return reply.code(201).send(await holdOrder(deps, person.accountId, request.body))
    },
  )

  api.post(
    '/holds/:id/extend',
    { config, schema: { tags, summary: 'Keep it for as long again, at most twice', params: ById, response: { 200: Hold } } },
    async ({ viewer, params }) => await extend(deps, (viewer ?? refuse('hold.over')).accountId, params.id),
  )

  api.delete(
    '/holds/:id',
    { config, schema: { tags, summary: 'Keep it no longer', params: ById, response: { 204: z.void() } } },
    async ({ viewer, params }, reply) => {
      if (viewer !== null) await release(deps, viewer.accountId, params.id)
      return reply.code(204).send()
    },
  )
}
