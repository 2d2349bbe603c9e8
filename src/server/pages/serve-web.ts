import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createRequestHandler, type RouterContextProvider, type ServerBuild } from 'react-router'
import type { PageShop } from '../../contract/page.ts'
import { sendProblem } from '../http/problem.ts'
import { packageRoot } from '../package-root.ts'
import type { OpenPageShop } from './page-shop.ts'

declare module 'react-router' {
  interface Future {
    v8_middleware: true
  }
}

/** What the web unit's server entry offers beside its pages. */
type WebEntry = { contextFor(shop: PageShop): RouterContextProvider }

const BUILD = path.join(packageRoot, 'build/web')

/** Serves the built pages: assets as files, everything else rendered with what the request's viewer may see. */
export async function serveWeb(app: FastifyInstance, open: (request: FastifyRequest) => Promise<OpenPageShop>): Promise<void> {
  const entry = path.join(BUILD, 'server/index.js')
  if (!existsSync(entry)) return
  const build = (await import(pathToFileURL(entry).href)) as ServerBuild
  const { contextFor } = build.entry.module as unknown as WebEntry

  await app.register(fastifyStatic, {
    root: path.join(BUILD, 'client'),
    wildcard: false,
    index: false,
    decorateReply: false,
    setHeaders: (reply, file) => {
      const hashed = file.includes(`${path.sep}assets${path.sep}`)
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
    },
  })

  const handlers = new Map<string, ReturnType<typeof createRequestHandler>>()
  const handlerOf = (seat: string) => {
    let handler = handlers.get(seat)
    if (handler === undefined) {
      // React Router leaves the base to the build; a seat has its own.
      handler = createRequestHandler({ ...build, basename: seat === '' ? '/' : `/~${seat}` }, 'production')
      handlers.set(seat, handler)
    }
    return handler
  }

  app.get('/*', { schema: { hide: true }, config: { rateLimit: { max: 1200, timeWindow: '1 minute' } } }, async (request, reply) => {
    if (request.url.startsWith('/api/')) return sendProblem(reply, 'route.not-found')
    const shop = await open(request)
    try {
      const response = await handlerOf(request.seat)(toRequest(request, reply), contextFor(shop.pageShop))
      for (const cookie of shop.cookies) response.headers.append('set-cookie', cookie)
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store')
      return reply.send(response)
    } finally {
      await shop.close()
    }
  })
}

function toRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value)
    else for (const one of value ?? []) headers.append(name, one)
  }
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  // Not `new URL(path, base)`: to it `//somewhere` is another host.
  const base = `${request.protocol}://${request.host}`
  const url = `${URL.canParse(base) ? base : 'http://localhost'}${request.originalUrl}`
  return new Request(url, {
    method: request.method,
    headers,
    signal: gone.signal,
  })
}
