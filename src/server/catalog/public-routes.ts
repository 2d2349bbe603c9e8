import type { FastifyRequest } from 'fastify'
import * as z from 'zod'
import { Category, FacetQuery, Facets, Product, ProductPage, ProductQuery, Suggestion, SuggestionQuery } from '../../contract/product.ts'
import { Id } from '../../contract/shared.ts'
import { audiencesOf } from '../accounts/viewer.ts'
import type { Queryable } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { refuse } from '../refusal.ts'
import { countFacets } from './facets.sql.ts'
import { featuredProducts, listCategories, listProducts } from './product-list.sql.ts'
import { getProduct } from './products.sql.ts'
import { publicAnswers } from './public-answers.ts'
import { sendAnswer } from './send-answer.ts'
import { suggest } from './suggest.ts'

const tags = ['catalogue']
const ById = z.strictObject({ id: Id })

/** What everybody may read of the catalogue; the same for staff, but for the feed position. */
export function publicRoutes(api: Api, { db }: Deps): void {
  const answers = publicAnswers(db)
  const config = { access: 'public' } as const
  type Listing = FastifyRequest & { readonly query: Pick<ProductQuery, 'on'> }
  /** What is free on a day changes by the minute and with every order. */
  const answered = (key: string, { viewer, query }: Listing, load: Parameters<typeof answers.readAnew>[1]) =>
    query.on === undefined ? answers.read(key, audiencesOf(viewer), load) : answers.readAnew(audiencesOf(viewer), load)

  api.get(
    '/products',
    {
      config,
      schema: { tags, summary: 'What is on the shelf', querystring: ProductQuery, response: { 200: z.array(Product) } },
    },
    async (request, reply) => {
      const { query } = request
      const load = async (read: Queryable) => {
        const { items, ...page } = await listProducts(read, query, { for: 'public' })
        return { data: items, page }
      }
      const { answer, cursor } = await answered(`list ${JSON.stringify(query)}`, request, load)
      return sendAnswer(request, reply, answer, cursor)
    },
  )

  api.get(
    '/products/featured',
    { config, schema: { tags, summary: 'At most eight that the shop is proud of', response: { 200: z.array(Product) } } },
    async (request, reply) => {
      const load = async (read: Queryable) => ({ data: await featuredProducts(read) })
      const { answer, cursor } = await answers.read('featured', audiencesOf(request.viewer), load)
      return sendAnswer(request, reply, answer, cursor)
    },
  )

  api.get(
    '/products/categories',
    { config, schema: { tags, summary: 'Categories and how much is in each', response: { 200: z.array(Category) } } },
    async (request, reply) => {
      const load = async (read: Queryable) => ({ data: await listCategories(read) })
      const { answer, cursor } = await answers.read('categories', audiencesOf(request.viewer), load)
      return sendAnswer(request, reply, answer, cursor)
    },
  )

  api.get(
    '/products/facets',
    {
      config,
      schema: {
        tags,
        summary: 'What a list can be narrowed by, and what would be left',
        querystring: FacetQuery,
        response: { 200: Facets },
      },
    },
    async (request, reply) => {
      const { query } = request
      const load = async (read: Queryable) => ({ data: await countFacets(read, query) })
      const { answer, cursor } = await answered(`facets ${JSON.stringify(query)}`, request, load)
      return sendAnswer(request, reply, answer, cursor)
    },
  )

  api.get(
    '/products/suggestions',
    {
      config,
      schema: {
        tags,
        summary: 'What somebody who types may mean: products and categories, at most eight',
        querystring: SuggestionQuery,
        response: { 200: z.array(Suggestion) },
      },
    },
    async (request, reply) => {
      const { q } = request.query
      const load = async (read: Queryable) => ({ data: await suggest(read, q) })
      const { answer, cursor } = await answers.read(`suggest ${q}`, audiencesOf(request.viewer), load)
      return sendAnswer(request, reply, answer, cursor)
    },
  )

  api.get(
    '/products/:id',
    { config, schema: { tags, summary: 'One product with its newest reviews', params: ById, response: { 200: ProductPage } } },
    async (request, reply) => {
      const { id } = request.params
      const { answer, cursor } = await answers.read(`product ${id}`, audiencesOf(request.viewer), async (read) => {
        const product = (await getProduct(read, id, 'public')) ?? refuse('product.not-found')
        return { data: product, version: product.version }
      })
      return sendAnswer(request, reply, answer, cursor)
    },
  )
}
