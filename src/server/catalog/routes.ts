import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { AdminProduct, ProductConflict, ProductInput, ProductPage, ProductPatch, ProductQuery } from '../../contract/product.ts'
import { Problem } from '../../contract/refusal.ts'
import { Flag, Id } from '../../contract/shared.ts'
import { audiencesOf } from '../accounts/viewer.ts'
import { atPosition } from '../db/at-position.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { sendPage } from '../http/paging.ts'
import { WithKey } from '../http/with-key.ts'
import { refuse } from '../refusal.ts'
import { archiveProduct, restoreProduct } from './archive-product.ts'
import { createProduct } from './create-product.ts'
import { menuRoutes } from './menu-routes.ts'
import { listProducts } from './product-list.sql.ts'
import { getProduct } from './products.sql.ts'
import { publicRoutes } from './public-routes.ts'
import { seenVersion } from './seen-version.ts'
import { updateProduct } from './update-product.ts'

const tags = ['catalogue']
const ById = z.strictObject({ id: Id })
const Conflict = Problem.extend(ProductConflict.shape)
const WholeProduct = ProductInput.extend({ version: z.int().min(1).optional() })

export function catalogRoutes(api: Api, deps: Deps): void {
  publicRoutes(api, deps)
  editRoutes(api, deps)
  staffRoutes(api, deps)
  menuRoutes(api, deps)
}

/** On routes whose access says that somebody is there. */
const whoIs = (request: FastifyRequest): string => (request.viewer ?? refuse('auth.required')).accountId

const etagOf = (product: AdminProduct): string => `W/"${product.version}"`

function editRoutes(api: Api, { db }: Deps): void {
  const config = { access: { right: 'catalogue' } } as const
  const lock =
    'With `version` in the body or `If-Match`, only when the product is still at that version; otherwise 409 `product.changed` with `current`.'
  const merge = `${lock} Also with what to merge by: what each side changed, field by field, since the version that was seen.`

  api.post(
    '/products',
    {
      config,
      schema: {
        tags,
        summary: 'Put a product into the catalogue',
        description:
          'The same `Idempotency-Key` makes one product, however often it is sent; with other fields it is refused (`key.reused`).',
        headers: WithKey,
        body: ProductInput,
        response: { 201: AdminProduct },
      },
    },
    async (request, reply) => {
      const product = await createProduct(db, whoIs(request), request.body, request.headers['idempotency-key'])
      return reply.code(201).header('etag', etagOf(product)).header('location', `/api/products/${product._id}`).send(product)
    },
  )

  api.put(
    '/products/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Replace all fields of a product',
        description: merge,
        params: ById,
        body: WholeProduct,
        response: { 200: AdminProduct, 409: Conflict },
      },
    },
    async (request, reply) => {
      const { version, ...fields } = request.body
      const product = await updateProduct(db, whoIs(request), request.params.id, fields, seenVersion(request.headers['if-match'], version))
      return reply.header('etag', etagOf(product)).send(product)
    },
  )

  api.patch(
    '/products/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change some fields of a product',
        description: merge,
        params: ById,
        body: ProductPatch,
        response: { 200: AdminProduct, 409: Conflict },
      },
    },
    async (request, reply) => {
      const { version, ...fields } = request.body
      const product = await updateProduct(db, whoIs(request), request.params.id, fields, seenVersion(request.headers['if-match'], version))
      return reply.header('etag', etagOf(product)).send(product)
    },
  )

  api.delete(
    '/products/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Take a product out of the catalogue (it is archived)',
        description: lock,
        params: ById,
        response: { 200: z.object({ message: z.string(), product: AdminProduct }) },
      },
    },
    async (request) => ({
      message: 'Product deleted successfully',
      product: await archiveProduct(db, whoIs(request), request.params.id, seenVersion(request.headers['if-match'], undefined)),
    }),
  )

  api.post(
    '/products/:id/restore',
    {
      config,
      schema: { tags, summary: 'Put an archived product back', description: lock, params: ById, response: { 200: AdminProduct } },
    },
    async (request, reply) => {
      const product = await restoreProduct(db, whoIs(request), request.params.id, seenVersion(request.headers['if-match'], undefined))
      return reply.header('etag', etagOf(product)).send(product)
    },
  )
}

function staffRoutes(api: Api, { db }: Deps): void {
  const config = { access: { right: 'catalogue' } } as const

  api.get(
    '/admin/products',
    {
      config,
      schema: {
        tags,
        summary: 'The whole catalogue, hidden products too; with `archived=true` what was taken out',
        querystring: ProductQuery.extend({ archived: Flag.optional() }),
        response: { 200: z.array(AdminProduct) },
      },
    },
    async (request, reply) => {
      const { archived, ...query } = request.query
      const { data, cursor } = await atPosition(db, audiencesOf(request.viewer), (read) =>
        listProducts(read, query, { for: 'staff', archived }),
      )
      void reply.header('cache-control', 'no-store')
      return [...sendPage(request, reply, data, cursor)]
    },
  )

  api.get(
    '/admin/products/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One product, hidden or archived too',
        params: ById,
        response: { 200: AdminProduct.extend({ reviews: ProductPage.shape.reviews }) },
      },
    },
    async (request, reply) => {
      const { data, cursor } = await atPosition(db, audiencesOf(request.viewer), (read) => getProduct(read, request.params.id, 'staff'))
      const product = data ?? refuse('product.not-found')
      return reply.header('cache-control', 'no-store').header('cakewire-cursor', cursor).header('etag', etagOf(product)).send(product)
    },
  )
}
