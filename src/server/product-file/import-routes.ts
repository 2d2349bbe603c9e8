import * as z from 'zod'
import { ImportParams, ImportQuery, ImportReport, ProductImport } from '../../contract/product-file.ts'
import { Problem } from '../../contract/refusal.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { WithKey } from '../http/with-key.ts'
import { refuse } from '../refusal.ts'
import { importProducts, readImportReport, tryFile } from './import-products.ts'
import { listImports } from './imports.sql.ts'
import { sendReport } from './send-report.ts'
import { stopImport } from './stop-import.ts'

const tags = ['catalogue']
const config = { access: { right: 'catalogue' } } as const
/** It comes as a buffer. */
const FileBody = z.any().meta({ description: 'The file, in UTF-8' })
const ImportRefusal = Problem.extend({
  /** With `import.bad-rows` and `import.stopped`. */
  report: ImportReport.optional(),
  /** With `import.unreadable`: what is wrong, on which line. */
  line: z.int().optional(),
  why: z.string().optional(),
  /** With `import.running`: the one that is. */
  import: ProductImport.optional(),
})
/** How many of the newest are listed. */
const LISTED = 10

/** In a scope whose bodies are files. */
export function importRoute(scope: Api, deps: Deps): void {
  scope.post(
    '/admin/products/import',
    {
      config: { ...config, rateLimit: { max: 300, timeWindow: '1 hour' } },
      schema: {
        tags,
        summary: 'Bring a CSV file of products into the catalogue: nothing of it when a row is bad, else batch by batch',
        description:
          'The body is the file as `text/csv`, at most 5 MB and 5,000 rows, with the columns of an export in any order. A row without `id` is a new product; one with an `id` names the `version` that was exported and sets what its cells say. What somebody else changed since stays; where both changed a field the row is bad. `dryRun=1`: nothing is written, and the answer says what would be. Otherwise bad rows are refused with 422 `import.bad-rows` and the same report. Then a hundred rows at a time are written, each batch told as `import_updated`; a row that clashes with what was saved meanwhile is `bad` in the report and the others are written. With an `Idempotency-Key` it is done once, and goes on where it broke off; what a file made is not made again when the very same file comes once more. One import at a time: a second is refused with 409 `import.running` and that `import`. Stopped, also because a batch cannot be written: 409 `import.stopped` and the report.',
        querystring: ImportQuery,
        headers: WithKey,
        consumes: ['text/csv'],
        body: FileBody,
        response: { 200: ImportReport, 409: ImportRefusal, 422: ImportRefusal },
      },
    },
    async ({ viewer, body, query, headers }, reply) => {
      if (!Buffer.isBuffer(body)) refuse('import.not-csv')
      const bytes = body as Buffer
      const { accountId: by } = viewer ?? refuse('auth.required')
      const wish = { by, bytes, name: query.name ?? '', key: headers['idempotency-key'] }
      return sendReport(reply, await (query.dryRun === true ? tryFile(deps.db, bytes) : importProducts(deps, wish)))
    },
  )
}

export function importsRoutes(api: Api, { db }: Deps): void {
  api.get(
    '/admin/products/imports',
    { config, schema: { tags, summary: 'The newest imports of products, newest first', response: { 200: z.array(ProductImport) } } },
    async () => await listImports(db.read, LISTED),
  )

  api.get(
    '/admin/products/imports/:id',
    {
      config,
      schema: {
        tags,
        summary: 'What became of each row of an import, for 30 days; `left`: it is not written, or not yet',
        params: ImportParams,
        response: { 200: ImportReport },
      },
    },
    async ({ params }, reply) => sendReport(reply, await readImportReport(db, params.id)),
  )

  api.post(
    '/admin/products/imports/:id/stop',
    {
      config,
      schema: {
        tags,
        summary: 'Stop an import after the batch that is being written; what is written stays',
        params: ImportParams,
        response: { 200: ProductImport },
      },
    },
    async ({ viewer, params }) => await stopImport(db, (viewer ?? refuse('auth.required')).accountId, params.id),
  )
}
