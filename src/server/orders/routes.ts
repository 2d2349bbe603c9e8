import * as z from 'zod'
import { AdminOrder, AdminOrderQuery, ChangeStatus, Order, OrderQuery, PlaceOrder } from '../../contract/order.ts'
import type { Page } from '../../contract/page.ts'
import { Id } from '../../contract/shared.ts'
import { ensurePerson } from '../accounts/guest.ts'
import { audiencesOf } from '../accounts/viewer.ts'
import { seenVersion } from '../catalog/seen-version.ts'
import { atPosition } from '../db/at-position.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { sendPage } from '../http/paging.ts'
import { refuse } from '../refusal.ts'
import { changeStatus } from './change-status.ts'
import { listAdminOrders, listOrders, readOrder } from './orders.sql.ts'
import { placeOrder } from './place-order.ts'

const tags = ['orders']
const ById = z.strictObject({ id: Id })
/** Loose: the other headers stay. */
const WithKey = z.looseObject({ 'idempotency-key': z.string().min(1).max(200).optional() })
/** A tap belongs to who made it: it is refused when the session has become somebody else's since. */
const WithKeyAndAccount = WithKey.extend({ 'cakewire-account': Id.optional() })
const Either = z.union([AdminOrder, Order])

export function orderRoutes(api: Api, deps: Deps): void {
  writeRoutes(api, deps)
  readRoutes(api, deps)
}

function writeRoutes(api: Api, deps: Deps): void {
  api.post(
    '/orders',
    {
      config: { access: 'person' },
      schema: {
        tags,
        summary: 'Place an order',
        description:
          'With an `Idempotency-Key` the same request is done once and answered the same however often it is sent. When `totalPrice` is given and is not what the order costs now, nothing is ordered: 409 `price.changed` with the fresh `quote`.',
        headers: WithKey,
        body: PlaceOrder,
        response: { 201: Order },
      },
    },
    async (request, reply) => {
      // Before anybody becomes a guest.
      if (request.body.items.length === 0) refuse('cart.empty')
      const buyer = await ensurePerson(deps, request, reply)
      const order = await placeOrder(deps, buyer.accountId, request.body, request.headers['idempotency-key'])
      return reply.code(201).header('location', `/api/orders/${order._id}`).send(order)
    },
  )

  api.patch(
    '/orders/:id/status',
    {
      config: { access: 'person' },
      schema: {
        tags,
        summary: 'Move an order on, or cancel it',
        description:
          'Staff with the right to orders; a buyer may cancel an own pending order. `version` or `If-Match`: only from the state you saw. With an `Idempotency-Key` the same request is done once and answered the same however often it is sent. `Cakewire-Account`: only as this account, else 401.',
        headers: WithKeyAndAccount,
        params: ById,
        body: ChangeStatus,
        response: { 200: Either },
      },
    },
    async (request) => {
      const viewer = request.viewer ?? refuse('auth.required')
      const { 'idempotency-key': key, 'cakewire-account': account = viewer.accountId } = request.headers
      if (account !== viewer.accountId) refuse('auth.required')
      const version = seenVersion(request.headers['if-match'], request.body.version)
      return await changeStatus(deps, viewer, request.params.id, { ...request.body, version }, key)
    },
  )
}

function readRoutes(api: Api, { db }: Deps): void {
  api.get(
    '/orders',
    {
      config: { access: 'person' },
      schema: { tags, summary: 'Your orders, newest first', querystring: OrderQuery, response: { 200: z.array(Order) } },
    },
    async (request, reply) => {
      const { viewer, query } = request
      const nothing: Page<Order> = { items: [], total: 0, next: null }
      const { data, cursor } = await atPosition(db, audiencesOf(viewer), async (read) =>
        viewer === null ? nothing : listOrders(read, viewer.accountId, query),
      )
      return [...sendPage(request, reply, data, cursor)]
    },
  )

  api.get(
    '/orders/admin/all',
    {
      config: { access: { right: 'orders' } },
      schema: { tags, summary: 'All orders, newest first', querystring: AdminOrderQuery, response: { 200: z.array(AdminOrder) } },
    },
    async (request, reply) => {
      const { data, cursor } = await atPosition(db, audiencesOf(request.viewer), (read) => listAdminOrders(read, request.query))
      return [...sendPage(request, reply, data, cursor)]
    },
  )

  api.get(
    '/orders/:id',
    {
      config: { access: 'person' },
      schema: { tags, summary: 'One of your orders; staff: any', params: ById, response: { 200: Either } },
    },
    async (request, reply) => {
      const viewer = request.viewer ?? refuse('order.not-found')
      const { data, cursor } = await atPosition(db, audiencesOf(viewer), (read) => readOrder(read, request.params.id, viewer))
      void reply.header('cakewire-cursor', cursor)
      return data ?? refuse('order.not-found')
    },
  )
}
