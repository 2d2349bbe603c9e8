import * as z from 'zod'
import { ClosedDay, ClosedDayAnswer, Day, DayCapacity, PlannedDay, PlanQuery } from '../../contract/delivery.ts'
import { Flag, Id } from '../../contract/shared.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { closeDay, openDay, planSlotDay } from './change-plan.ts'
import { listClosedDays, planDays } from './plan.sql.ts'
import { shopToday } from './settings.sql.ts'

const tags = ['settings']
const config = { access: { right: 'settings' } } as const

/** Days that differ from what slots and shop say of every week. */
export function planRoutes(api: Api, deps: Deps): void {
  closedDayRoutes(api, deps)

  api.get('/admin/plan', {
    config,
    schema: {
      tags,
      summary: 'What each day can take and has taken',
      description: 'From today, or `from`, for `days` (7). Points: what a cake takes of the kitchen.',
      querystring: PlanQuery,
      response: { 200: z.array(PlannedDay) },
    },
    handler: async ({ query: { from, days = 7 } }) => planDays(deps.db.read, from ?? (await shopToday(deps.db.read)), days),
  })

  api.put('/admin/slots/:id/days/:day', {
    config,
    schema: {
      tags,
      summary: 'What one slot can take on one day',
      params: z.strictObject({ id: Id, day: Day }),
      body: DayCapacity,
      response: { 200: PlannedDay },
    },
    handler: async (request) => {
      const { id, day } = request.params
      return planSlotDay(deps, request.viewer ?? refuse('auth.required'), id, day, request.body.capacity)
    },
  })
}

function closedDayRoutes(api: Api, deps: Deps): void {
  api.get('/admin/closed-days', {
    config,
    schema: {
      tags,
      summary: 'Days on which the shop is closed, from today on; with `past=true` all of them',
      querystring: z.strictObject({ past: Flag.optional() }),
      response: { 200: z.array(ClosedDayAnswer) },
    },
    handler: async ({ query: { past = false } }) => listClosedDays(deps.db.read, past ? '0001-01-01' : await shopToday(deps.db.read)),
  })

  api.post('/admin/closed-days', {
    config,
    schema: {
      tags,
      summary: 'Close the shop on a day, or say why',
      description: '`orders` in the answer: how many are due on it. They stay.',
      body: ClosedDay,
      response: { 200: ClosedDayAnswer },
    },
    handler: async (request) => closeDay(deps, request.viewer ?? refuse('auth.required'), request.body),
  })

  api.delete('/admin/closed-days/:day', {
    config,
    schema: {
      tags,
      summary: 'Open on that day after all',
      params: z.strictObject({ day: Day }),
      response: { 200: ClosedDayAnswer.omit({ orders: true }) },
    },
    handler: async (request) => openDay(deps, request.viewer ?? refuse('auth.required'), request.params.day),
  })
}
