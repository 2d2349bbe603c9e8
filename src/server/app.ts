import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { accountRoutes } from './accounts/routes.ts'
import { sessionReader } from './accounts/session-reader.ts'
import { auditRoutes } from './audit/routes.ts'
import { cartRoutes } from './cart/routes.ts'
import { catalogRoutes } from './catalog/routes.ts'
import type { Connection } from './db/database.ts'
import { deliveryRoutes } from './delivery/routes.ts'
import type { Deps } from './deps.ts'
import { guardRoutes } from './http/access.ts'
import { trustOf } from './http/client-address.ts'
import { addDocs } from './http/docs.ts'
import { healthRoutes } from './http/health.ts'
import { handleError, sendProblem } from './http/problem.ts'
import { addSecurity } from './http/security.ts'
import { feedRoutes } from './live/http-feed.ts'
import { type Live, startLive } from './live/live.ts'
import { meetNeighbours } from './live/neighbours.ts'
import { type Metrics, openMetrics } from './metrics/metrics.ts'
import { metricsRoutes } from './metrics/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { orderRoutes } from './orders/routes.ts'
import { foreignAssets } from './pages/foreign-assets.ts'
import { openPageShop } from './pages/page-shop.ts'
import { seatOf, withoutSeat } from './pages/seats.ts'
import { serveWeb } from './pages/serve-web.ts'
import { paperRoutes } from './papers/routes.ts'
import { paymentRoutes } from './payments/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { pictureRoutes } from './pictures/routes.ts'
import { servePictures } from './pictures/serve-pictures.ts'
import { productFileRoutes } from './product-file/routes.ts'
import { openRedis, type Redis } from './redis/redis.ts'
import { refuse } from './refusal.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { stockAlertRoutes } from './stock-alerts/routes.ts'
import { trackingRoutes } from './tracking/routes.ts'
import { version } from './version.ts'

const BODY_LIMIT = 256 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    /** Which of this browser's sessions; '' normally. */
    seat: string
  }
}

export type App = {
  readonly http: FastifyInstance
  readonly live: Live
  /** Says that it is not ready, and after `drainSeconds` stops accepting, sends the sockets elsewhere, lets what runs finish, closes. */
  close(): Promise<void>
}

/** The whole shop, put together by hand. `connection` is for the feed's listener. */
export async function buildApp(deps: Deps, connection: Connection): Promise<App> {
  const { config, db, log } = deps
  const redis = config.redisUrl === undefined ? null : openRedis(config.redisUrl, log)
  try {
    const metrics = config.metricsToken === undefined ? null : openMetrics(db, redis)
    return await assemble(deps, connection, redis, metrics)
  } catch (error) {
    // A program that cannot start must end.
    await redis?.close()
    throw error
  }
}

async function assemble(deps: Deps, connection: Connection, redis: Redis | null, metrics: Metrics | null): Promise<App> {
  const { config, log } = deps
  const http: FastifyInstance = Fastify({
    loggerInstance: log.child({}, { serializers: { req: describeRequest } }),
    logController: new LogController({ disableRequestLogging: log.level !== 'debug' }),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT,
    trustProxy: trustOf(config),
    rewriteUrl: withoutSeat,
    routerOptions: { maxParamLength: 200, querystringParser: readQuery },
    requestTimeout: 30_000,
    // Who dawdles over a request's head holds a connection for no longer than this.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
    keepAliveTimeout: 60_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // An address with a broken escape comes to no route's handler.
    frameworkErrors: (error, request, reply) => void handleError(error, request, reply as unknown as FastifyReply),
  }) as unknown as FastifyInstance
  // A form of another site can send text, but not JSON.
  http.removeContentTypeParser('text/plain')
  http.setErrorHandler(handleError)
  http.setNotFoundHandler((_request, reply) => sendProblem(reply, 'route.not-found'))
  http.decorateRequest('seat', '')
  http.addHook('onRequest', async (request) => {
    request.seat = seatOf(request.originalUrl)
  })
  await addSecurity(http, config, redis)
  if (metrics !== null && config.metricsToken !== undefined) metricsRoutes(http, metrics, config.metricsToken)
  await http.register(cookie)
  await http.register(compress, { threshold: 1024, brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } } })

  const sessions = sessionReader(deps)
  let draining = false
  // Who keeps a connection busy would otherwise keep the server from closing, and have orders taken until it is cut off.
  http.addHook('onSend', async (_request, reply) => {
    if (draining) void reply.header('connection', 'close')
  })
  let live: Live | undefined
  await addDocs(http)
  await http.register(
    async (scope) => {
      // Only here: other plugins describe their routes in JSON Schema, which zod's compilers refuse.
      scope.setValidatorCompiler(validatorCompiler)
      scope.setSerializerCompiler(serializerCompiler)
      guardRoutes(scope, sessions.ofRequest)
      scope.setNotFoundHandler((_request, reply) => sendProblem(reply, 'route.not-found'))
      const api = scope.withTypeProvider<ZodTypeProvider>()
      healthRoutes(api, deps, { version, draining: () => draining, feedHealth: () => live?.health() ?? 'stalled' })
      accountRoutes(api, deps)
      catalogRoutes(api, deps)
      productFileRoutes(api, deps)
      cartRoutes(api, deps)
      deliveryRoutes(api, deps)
      orderRoutes(api, deps)
      paperRoutes(api, deps)
      paymentRoutes(api, deps)
      peopleRoutes(api, deps)
      trackingRoutes(api, deps)
      notificationRoutes(api, deps)
      stockAlertRoutes(api, deps)
      pictureRoutes(api, deps)
      settingsRoutes(api, deps)
      auditRoutes(api, deps)
      reviewRoutes(api, deps)
      feedRoutes(api, deps, sessions, () => live?.edge ?? refuse('server.busy'))
    },
    { prefix: '/api' },
  )

  servePictures(http, deps, sessions)
  await http.register(fastifyStatic, {
    root: path.join(config.dataDir, 'media'),
    prefix: '/media/',
    decorateReply: false,
    index: false,
    dotfiles: 'deny',
    setHeaders: (reply) => reply.header('cache-control', 'public, max-age=86400'),
  })
  // One server with a database inside has no neighbours.
  const neighbours = config.databaseUrl === undefined ? null : meetNeighbours(http.server as HttpServer, deps)
  if (neighbours !== null) foreignAssets(http, neighbours)
  await serveWeb(http, async (request) => openPageShop(deps, request, await sessions.ofRequest(request)))
  await http.ready()
  const node = await startLive(http.server as HttpServer, deps, connection, sessions, { redis, metrics, neighbours })
  live = node

  return {
    http,
    live: node,
    close: async () => {
      draining = true
      // Balancers look now and then; until they have, everything is served.
      await wait(config.drainSeconds * 1000)
      http.server.close()
      await node.close()
      await http.close()
      await neighbours?.close()
      await redis?.close()
      metrics?.close()
    },
  }
}

/** Duplicates stay arrays, so that the schemas refuse them. */
function readQuery(text: string): Record<string, unknown> {
  const query: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [key, value] of new URLSearchParams(text)) {
    const before = query[key]
    query[key] = before === undefined ? value : [...(Array.isArray(before) ? (before as unknown[]) : [before]), value]
  }
  return query
}

/** No query, headers or bodies: they may hold somebody's data. */
const describeRequest = (request: { method?: string; url?: string; id?: string }) => ({
  method: request.method,
  path: request.url?.split('?')[0],
  id: request.id,
})
