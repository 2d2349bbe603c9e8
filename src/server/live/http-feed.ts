import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import * as z from 'zod'
import type { Batch } from '../../feed/batch.ts'
import type { ResetReason } from '../../feed/log.ts'
import type { Outgoing } from '../../feed/pump.ts'
import type { SessionReader } from '../accounts/session-reader.ts'
import { audiencesOf, type Viewer } from '../accounts/viewer.ts'
import { cursorAt } from '../db/feed-log.sql.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { countedAs } from '../http/client-address.ts'
import { Refusal, refuse } from '../refusal.ts'
import { viewerOfLink } from '../tracking/follow-link.ts'
import type { Edge } from './sockets.ts'
import { advance, StreamLine } from './stream-line.ts'

const CursorText = z.string().min(1).max(1000)
const Entries = z.array(z.tuple([z.string(), z.int(), z.string(), z.unknown()]))
const FeedPage = z.object({ cursor: z.string(), entries: Entries })

/** Comments that keep what lies between from closing a quiet stream. Who takes nothing for so long is let go of, and may come again. */
const HEARTBEAT = 20_000
/** Streams of a node that stops come back within this time. Milliseconds. */
const WITHIN = 1000

/**
 * The feed over plain HTTP, with the same cursor and the same batches as the socket: for curl, for servers, and for networks
 * that block WebSocket.
 */
export function feedRoutes(api: Api, deps: Deps, sessions: SessionReader, edge: () => Edge): void {
  api.get(
    '/feed',
    {
      config: { access: 'public' },
      schema: {
        tags: ['feed'],
        summary: 'What happened since a cursor; without one: the cursor of now',
        querystring: z.strictObject({ cursor: CursorText.optional() }),
        response: { 200: FeedPage },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'private, no-store')
      const { cursor } = request.query
      const since = edge().changes()
      const viewer = await sessions.ofRequest(request)
      if (cursor === undefined) return { cursor: await cursorAt(deps.db.read, audiencesOf(viewer)), entries: [] }
      const batches = await readOnce(edge(), { viewer, since, cursor })
      return {
        cursor: batches.reduce(advance, cursor),
        entries: batches.flatMap((batch) => batch.entries.map((entry) => [...entry] as never)),
      }
    },
  )

  api.get(
    '/feed/stream',
    {
      exposeHeadRoute: false,
      config: { access: 'public', rateLimit: { max: 120, timeWindow: '1 minute' } },
      schema: {
        tags: ['feed'],
        summary: 'The feed as server-sent events; `id` is the cursor to come back with',
        querystring: z.strictObject({ cursor: CursorText.optional() }),
      },
    },
    async (request, reply) => {
      const since = edge().changes()
      const viewer = await sessions.ofRequest(request)
      await follow(viewer, since, request, reply)
    },
  )

  api.get(
    '/tracked/:token/stream',
    {
      exposeHeadRoute: false,
      config: { access: 'public', rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags: ['feed'],
        summary: 'The news of the order behind a signed link, as server-sent events, and of nothing else',
        params: z.strictObject({ token: z.string() }),
        querystring: z.strictObject({ cursor: CursorText.optional() }),
      },
    },
    async (request, reply) => {
      const since = edge().changes()
      const viewer = (await viewerOfLink(deps.db.read, request.params.token)) ?? refuse('order.not-found')
      await follow(viewer, since, request, reply)
    },
  )

  type Asked = Pick<FastifyRequest, 'headers' | 'ip'> & { readonly query: { cursor?: string | undefined } }
  const follow = async (viewer: Viewer | null, since: number, request: Asked, reply: FastifyReply) => {
    const resume = z.safeParse(CursorText, request.headers['last-event-id'])
    const cursor = (resume.success ? resume.data : request.query.cursor) ?? (await cursorAt(deps.db.read, audiencesOf(viewer)))
    const leave = enter(edge(), countedAs(request.ip), viewer)
    reply.raw.once('close', leave)
    await stream(edge(), { viewer, since, cursor }, reply)
  }
}

type Reader = { viewer: Viewer | null; since: number; cursor: string }

/**
 * Everything from a cursor to now.
 * @throws Refusal `feed.reset` with the reason; `auth.expired` when the right to it ended meanwhile
 */
async function readOnce(edge: Edge, { viewer, since, cursor }: Reader): Promise<Batch[]> {
  const batches: Batch[] = []
  let done: () => void = () => undefined
  let failed: (error: unknown) => void = () => undefined
  const current = new Promise<void>((resolve, reject) => {
    done = resolve
    failed = reject
  })
  current.catch(() => undefined)
  const end = () => failed(new Refusal('auth.expired'))
  const hold = edge.hold(viewer, since, { end, become: end })
  if (hold === null) return refuse('auth.expired')
  const line = {
    audiences: audiencesOf(viewer),
    drained: () => true,
    send: ({ text }: Outgoing) => {
      const batch = JSON.parse(text) as Batch
      batches.push(batch)
      if (batch.live) done()
    },
    fail: (error: unknown) => failed(error ?? new Error('feed: another history')),
  }
  try {
    const followed = await edge.follow(line, cursor)
    if ('reset' in followed) return refuse('feed.reset', { reason: followed.reset })
    const seat = followed.join()
    await current.finally(() => seat.remove())
    return batches
  } finally {
    hold.release()
  }
}

/** @throws Refusal `rate.limited` when this address or session has too many streams and sockets open */
function enter(edge: Edge, address: string, viewer: Viewer | null): () => void {
  const leaveAddress = edge.addresses.enter(address) ?? refuse('rate.limited')
  const leaveSession = viewer === null || viewer.link !== undefined ? () => undefined : edge.sessions.enter(viewer.session)
  if (leaveSession === null) {
    leaveAddress()
    return refuse('rate.limited')
  }
  return () => {
    leaveAddress()
    leaveSession()
  }
}

async function stream(edge: Edge, { viewer, since, cursor }: Reader, reply: FastifyReply): Promise<void> {
  const response = reply.raw
  let leave: () => void = () => undefined
  const end = () => void response.destroy()
  const reset = (reason: ResetReason) => void response.end(`event: reset\ndata: ${JSON.stringify({ reason })}\n\n`)
  let become = end
  const hold = edge.hold(viewer, since, { end, become: () => become() })
  if (hold === null) return refuse('auth.expired')
  response.once('close', () => {
    leave()
    hold.release()
  })
  const line = new StreamLine(response, audiencesOf(viewer), cursor)
  const followed = await edge.follow(line, cursor)
  // Who left meanwhile will not be told of it again.
  if (response.destroyed) return hold.release()
  open(response, reply)
  if ('reset' in followed) return reset(followed.reset)
  const seat = followed.join()
  line.seat = seat
  // Browsers come again by themselves after that time, each after its own.
  const goElsewhere = () => void response.end(`retry: ${Math.ceil(Math.random() * WITHIN)}\n\n`)
  edge.streams.add(goElsewhere)
  const beat = () => void (line.moves() ? response.write(': \n\n') : end())
  const heartbeat = setInterval(beat, HEARTBEAT)
  leave = () => {
    clearInterval(heartbeat)
    edge.streams.delete(goElsewhere)
    seat.remove()
  }
  become = () => {
    leave()
    reset('audience')
  }
}

function open(response: ServerResponse, reply: FastifyReply): void {
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) response.setHeader(name, value as string | string[])
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  response.flushHeaders()
}
