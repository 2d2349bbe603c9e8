import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** `/metrics`, for whoever presents the token, and the timing of every request. */
export function metricsRoutes(app: FastifyInstance, metrics: Metrics, token: string): void {
  const wanted = digest(`Bearer ${token}`)
  app.get('/metrics', { schema: { hide: true }, config: { rateLimit: false } }, async (request, reply) => {
    void reply.header('cache-control', 'no-store')
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) {
      return reply.code(401).header('www-authenticate', 'Bearer').type('text/plain').send('This needs the METRICS_TOKEN.\n')
    }
    const { type, body } = await metrics.text()
    return reply.type(type).send(body)
  })
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    metrics.answered({ method, url: routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}
