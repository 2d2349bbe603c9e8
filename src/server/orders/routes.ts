import * as z from 'zod'
import {
  AdminOrder,
  AdminOrderQuery,
  ChangeStatus,
  CorrectOrder,
  Order,
  OrderQuery,
  PlaceOrder,
  Reordered,
  SetDone,
} from '../../contract/order.ts'
import type { Page } from '../../contract/page.ts'
import { SayMoney } from '../../contract/payment.ts'
import { Id } from '../../contract/shared.ts'
import { KitchenTicket, TicketQuery } from '../../contract/ticket.ts'
import { ensurePerson } from '../accounts/guest.ts'
import { audiencesOf, type Viewer } from '../accounts/viewer.ts'
import { seenVersion } from '../catalog/seen-version.ts'
import { atPosition } from '../db/at-position.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { sendPage } from '../http/paging.ts'
import { WithKey } from '../http/with-key.ts'
import { refuse } from '../refusal.ts'
import { changeStatus } from './change-status.ts'
import { correctOrder } from './correct-order.ts'
import { listAdminOrders, listOrders, listTickets, readOrder } from './orders.sql.ts'
import { placeOrder } from './place-order.ts'
import { recordCash } from './record-cash.ts'
import { recordPayment } from './record-payment.ts'
import { recordRefund } from './record-refund.ts'
import { reorder } from './reorder.ts'
import { markPrinted, tickLine } from './tick-line.ts'

const tags = ['orders']
const ById = z.strictObject({ id: Id })
/** A tap belongs to who made it: it is refused when the session has become somebody else's since. */
const WithKeyAndAccount = WithKey.extend({ 'cakewire-account': Id.optional() })
/** What the viewer sees of it: all of it at the counter, the own order, a ticket in the kitchen. */
const Either = z.union([AdminOrder, Order])
const Seen = z.union([AdminOrder, Order, KitchenTicket])
const OnTheWall = z.union([AdminOrder, KitchenTicket])

export function orderRoutes(api: Api, deps: Deps): void {
  writeRoutes(api, deps)
  counterRoutes(api, deps)
  readRoutes(api, deps)
}

function writeRoutes(api: Api, deps: Deps): void {
  api.post(
    '/orders',
    {
      config: { access: 'person', recall: true },
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
      const order = await placeOrder(deps, buyer, request.body, request.headers['idempotency-key'])
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
          'Staff with the right to orders; staff with the right to the kitchen take an order and send it out, and are answered with its ticket; a buyer may cancel an own pending order. `version` or `If-Match`: only from the state you saw. With an `Idempotency-Key` the same request is done once and answered the same however often it is sent. `Cakewire-Account`: only as this account, else 401.',
        headers: WithKeyAndAccount,
        params: ById,
        body: ChangeStatus,
        response: { 200: Seen },
      },
    },
    async (request) => {
      const [viewer, key] = tapper(request)
      const version = seenVersion(request.headers['if-match'], request.body.version)
      return await changeStatus(deps, viewer, request.params.id, { ...request.body, version }, key)
    },
  )
}

/** Who taps, and the tap's key. @throws Refusal `auth.required` when the session has become somebody else's */
function tapper({ viewer: person, headers }: { viewer: Viewer | null; headers: z.infer<typeof WithKeyAndAccount> }) {
  const viewer = person ?? refuse('auth.required')
  const { 'idempotency-key': key, 'cakewire-account': account = viewer.accountId } = headers
  if (account !== viewer.accountId) refuse('auth.required')
  return [viewer, key] as const
}

const counter = { access: { right: 'orders' } } as const
/** The kitchen is answered with tickets. */
const staff = { access: { anyRight: ['orders', 'kitchen'] } } as const

function counterRoutes(api: Api, deps: Deps): void {
  api.post(
    '/orders/:id/correct',
    {
      config: staff,
      schema: {
        tags,
        summary: 'Take the newest step back, within ten minutes',
        headers: WithKeyAndAccount,
        params: ById,
        body: CorrectOrder,
        response: { 200: OnTheWall },
      },
    },
    async (request) => {
      const [viewer, key] = tapper(request)
      const version = seenVersion(request.headers['if-match'], request.body.version)
      return await correctOrder(deps, viewer, request.params.id, { ...request.body, version }, key)
    },
  )

  api.put(
    '/orders/:id/done',
    {
      config: staff,
      schema: {
        tags,
        summary: 'Say how many pieces of a line are done',
        headers: WithKeyAndAccount,
        params: ById,
        body: SetDone,
        response: { 200: OnTheWall },
      },
    },
    async (request) => {
      const [viewer, key] = tapper(request)
      return await tickLine(deps, viewer, request.params.id, request.body, key)
    },
  )

  api.post(
    '/orders/:id/printed',
    { config: staff, schema: { tags, summary: 'The kitchen ticket was printed', params: ById, response: { 200: OnTheWall } } },
    async (request) => await markPrinted(deps, tapper(request)[0], request.params.id),
  )

  api.post(
    '/orders/:id/cash',
    {
      config: counter,
      schema: { tags, summary: 'The cash for an order was taken', headers: WithKeyAndAccount, params: ById, response: { 200: OnTheWall } },
    },
    async (request) => {
      const [viewer, key] = tapper(request)
      return await recordCash(deps, viewer, request.params.id, key)
    },
  )

  api.post(
    '/orders/:id/payment',
    {
      config: counter,
      schema: {
        tags,
        summary: 'The money for an order came to the bank; money that is held is taken as it is',
        description: 'Once, however often it is said. For an order that is cancelled the money is then there to be given back.',
        headers: WithKeyAndAccount,
        params: ById,
        body: SayMoney,
        response: { 200: OnTheWall },
      },
    },
    async (request) => {
      const [viewer, key] = tapper(request)
      return await recordPayment(deps, viewer, request.params.id, request.body, key)
    },
  )

  api.post(
    '/orders/:id/refund',
    {
      config: counter,
      schema: {
        tags,
        summary: 'The money of an order was given back: what is held, or else all that is there',
        headers: WithKeyAndAccount,
        params: ById,
        body: SayMoney,
        response: { 200: OnTheWall },
      },
    },
    async (request) => {
      const [viewer, key] = tapper(request)
      return await recordRefund(deps, viewer, request.params.id, request.body, key)
    },
  )

  api.post(
    '/orders/:id/reorder',
    {
      config: { access: 'person' },
      schema: {
        tags,
        summary: 'Put the lines of an own order into the cart again',
        description: 'With an `Idempotency-Key` they are put in once and the answer is the same however often it is sent.',
        headers: WithKey,
        params: ById,
        response: { 200: Reordered },
      },
    },
    async ({ viewer, params, headers }) => await reorder(deps, viewer ?? refuse('order.not-found'), params.id, headers['idempotency-key']),
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
    '/kitchen/tickets',
    {
      config: staff,
      schema: {
        tags,
        summary: 'What the kitchen sees of the orders, newest first: no prices, phones or addresses',
        querystring: TicketQuery,
        response: { 200: z.array(KitchenTicket) },
      },
    },
    async (request, reply) => {
      const { data, cursor } = await atPosition(db, audiencesOf(request.viewer), (read) => listTickets(read, request.query))
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
