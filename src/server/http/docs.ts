import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { version } from '../version.ts'

/** The page's own would ask for https, which a shop on a local network does not have, and blocks its own styles. */
const CSP = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** OpenAPI of every route in `/api`, as JSON at `/docs/json` and readable at `/docs`. */
export async function addDocs(http: FastifyInstance): Promise<void> {
  await http.register(swagger, {
    openapi: {
      info: {
        title: 'Cakewire',
        version,
        description:
          'The shop over HTTP. Errors are application/problem+json with a stable `code`. Money is rupees with at most two decimals; times are ISO 8601 UTC. Answers that show live data carry their feed position in `Cakewire-Cursor`.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: '__Host-cakewire' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: jsonSchemaTransform,
  })
  await http.register(swaggerUi, { routePrefix: '/docs', staticCSP: CSP })
}
