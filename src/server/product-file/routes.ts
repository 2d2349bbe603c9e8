import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { ExportQuery, FILE_BYTES, ImportQuery, ImportReport } from '../../contract/product-file.ts'
import { Problem } from '../../contract/refusal.ts'
import { codeOf } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { handleError, sendProblem } from '../http/problem.ts'
import { refuse } from '../refusal.ts'
import { exportProducts, templateFile } from './export-products.ts'
import { importProducts } from './import-products.ts'

const tags = ['catalogue']
const config = { access: { right: 'catalogue' } } as const
const Csv = z.string().meta({ description: 'text/csv in UTF-8, every cell quoted' })
/** It comes as a buffer. */
const FileBody = z.any().meta({ description: 'The file, in UTF-8' })
const ImportRefusal = Problem.extend({
  /** With `import.bad-rows`. */
  report: ImportReport.optional(),
  /** With `import.unreadable`: what is wrong, on which line. */
  line: z.int().optional(),
  why: z.string().optional(),
})
/** Loose: the other headers stay. */
const WithKey = z.looseObject({ 'idempotency-key': z.string().min(1).max(200).optional() })

export function productFileRoutes(api: Api, deps: Deps): void {
  exportRoutes(api, deps)
  void api.register(async (scope: Api) => {
    // Here a body is a file.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: FILE_BYTES }, async (_request: unknown, body: Buffer) => body)
    scope.addContentTypeParser('*', async () => refuse('import.not-csv'))
    scope.setErrorHandler((error, request, reply) =>
      codeOf(error) === 'FST_ERR_CTP_BODY_TOO_LARGE' ? sendProblem(reply, 'import.too-large') : handleError(error as Error, request, reply),
    )
    importRoute(scope, deps)
  })
}

function exportRoutes(api: Api, { db }: Deps): void {
  api.get(
    '/admin/products/export.csv',
    {
      config,
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'The catalogue as a CSV file, archived products left out',
        description:
          'Cells that a spreadsheet would calculate have an apostrophe before them, which an import takes off again. `bom=true`: with the mark by which spreadsheets know UTF-8.',
        querystring: ExportQuery,
        produces: ['text/csv'],
        response: { 200: Csv },
      },
    },
    async (request, reply) => sendFile(reply, 'products.csv').send(exportProducts(db.read, request.query.bom === true)),
  )

  api.get(
    '/admin/products/template.csv',
    {
      config,
      exposeHeadRoute: false,
      schema: { tags, summary: 'The header of such a file with one example', produces: ['text/csv'], response: { 200: Csv } },
    },
    async (_request, reply) => sendFile(reply, 'products-template.csv').send(templateFile()),
  )
}

const sendFile = (reply: FastifyReply, name: string): FastifyReply =>
  reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}"`)

function importRoute(scope: Api, { db }: Deps): void {
  scope.post(
    '/admin/products/import',
    {
      config: { ...config, rateLimit: { max: 300, timeWindow: '1 hour' } },
      schema: {
        tags,
        summary: 'Bring a CSV file of products into the catalogue: all of it, or nothing when a row is bad',
        description:
          'The body is the file as `text/csv`, at most 5 MB and 5,000 rows, with the columns of an export in any order. A row without `id` is a new product; one with an `id` names the `version` that was exported and sets what its cells say. What somebody else changed since stays; where both changed a field the row is bad. `dryRun=1`: nothing is written, and the answer says what would be. Otherwise bad rows are refused with 422 `import.bad-rows` and the same report. With an `Idempotency-Key` it is done once.',
        querystring: ImportQuery,
        headers: WithKey,
        consumes: ['text/csv'],
        body: FileBody,
        response: { 200: ImportReport, 422: ImportRefusal },
      },
    },
    async ({ viewer, body, query, headers }) => {
      if (!Buffer.isBuffer(body)) refuse('import.not-csv')
      const { accountId } = viewer ?? refuse('auth.required')
      return await importProducts(db, accountId, body as Buffer, { dryRun: query.dryRun === true, key: headers['idempotency-key'] })
    },
  )
}
