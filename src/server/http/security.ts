import { randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { limitStoreOn } from '../redis/limit-store.ts'
import type { Redis } from '../redis/redis.ts'
import { Refusal, refuse } from '../refusal.ts'
import { judgeOrigin } from './origin.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** For the scripts of this one page. */
    nonce: string
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** Requests per minute and address; single routes are stricter. */
const PER_MINUTE = 3000

/** Headers, limits and the cross-site check of every answer. */
export async function addSecurity(app: FastifyInstance, config: Config, redis: Redis | null): Promise<void> {
  const https = config.publicUrl?.startsWith('https:') === true
  app.decorateRequest('nonce', '')
  app.addHook('onRequest', async (request, reply) => {
    request.nonce = randomBytes(16).toString('base64')
    Object.assign(reply.raw, { nonce: request.nonce })
  })
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", (_request, response) => `'nonce-${(response as unknown as { nonce: string }).nonce}'`],
        // A nonce here would switch off the style attributes that toasts and popovers set.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        workerSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        // The demo page shows the shop in frames of its own.
        frameSrc: ["'self'"],
        frameAncestors: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        upgradeInsecureRequests: https ? [] : null,
      },
    },
    hsts: https,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
  await app.register(rateLimit, {
    max: PER_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: () => new Refusal('rate.limited'),
    ...(redis === null ? {} : { store: limitStoreOn(redis) }),
  })
  app.addHook('onRequest', async (request) => refuseForeign(request, config))
}

/** A change that a browser sends with its cookie must come from a page of this shop. */
function refuseForeign(request: FastifyRequest, config: Config): void {
  if (SAFE.has(request.method)) return
  if (judgeOrigin(request.raw, config.publicUrl) === 'foreign') refuse('origin.refused')
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') refuse('origin.refused')
}
