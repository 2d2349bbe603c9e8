import type { FastifyReply } from 'fastify'
import * as z from 'zod'
import { ExportQuery, FILE_BYTES } from '../../contract/product-file.ts'
import { codeOf } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { handleError, sendProblem } from '../http/problem.ts'
import { refuse } from '../refusal.ts'
import { exportProducts, templateFile } from './export-products.ts'
import { importRoute, importsRoutes } from './import-routes.ts'

const tags = ['catalogue']
const config = { access: { right: 'catalogue' } } as const
const Csv = z.string().meta({ description: 'text/csv in UTF-8, every cell quoted' })

export function productFileRoutes(api: Api, deps: Deps): void {
  exportRoutes(api, deps)
  importsRoutes(api, deps)
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
