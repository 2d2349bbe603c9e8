import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import helmet from 'helmet'
import { chance } from '../chance.ts'
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
  const { 'content-security-policy': policy, ...fixed } = headersOf(config)
  const [before = '', after = ''] = policy.split(NONCE)
  app.decorateRequest('nonce', '')
  app.addHook('onRequest', async (request, reply) => {
    request.nonce = chance(16, 'base64')
    void reply.headers(fixed).header('content-security-policy', before + request.nonce + after)
  })
  await app.register(rateLimit, {
    max: PER_MINUTE,
    timeWindow: '1 minute',
    errorResponseBuilder: () => new Refusal('rate.limited'),
    ...(redis === null ? {} : { store: limitStoreOn(redis) }),
  })
  app.addHook('onRequest', async (request) => refuseForeign(request, config))
}

/** Where in the policy each answer's nonce stands. */
const NONCE = '{nonce}'

/** The headers of all answers, put together once: they differ in nothing but the nonce. */
function headersOf({ publicUrl }: Config): Record<string, string> & { readonly 'content-security-policy': string } {
  const https = publicUrl?.startsWith('https:') === true
  const add = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", `'nonce-${NONCE}'`],
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
  const request = new IncomingMessage(new Socket())
  const response = new ServerResponse(request)
  add(request, response, (error) => {
    if (error !== undefined) throw error
  })
  const headers = Object.fromEntries(Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]))
  return { 'content-security-policy': '', ...headers }
}

/** A change that a browser sends with its cookie must come from a page of this shop. */
function refuseForeign(request: FastifyRequest, config: Config): void {
  if (SAFE.has(request.method)) return
  if (judgeOrigin(request.raw, config.publicUrl) === 'foreign') refuse('origin.refused')
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') refuse('origin.refused')
}
