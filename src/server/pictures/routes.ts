import type { FastifyReply, FastifyRequest } from 'fastify'
import { PICTURE_BYTES, PICTURE_TYPES, Picture, PictureQuery } from '../../contract/picture.ts'
import { ensurePerson } from '../accounts/guest.ts'
import { mayUse } from '../accounts/viewer.ts'
import { codeOf } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { checkAccess } from '../http/access.ts'
import type { Api } from '../http/api.ts'
import { handleError, sendProblem } from '../http/problem.ts'
import { refuse } from '../refusal.ts'
import { receivePicture } from './receive-picture.ts'

/** Of one address within an hour. */
const perHour = (request: FastifyRequest): number => (mayUse(request.viewer, 'catalogue') ? 2000 : 60)

/** In a scope of its own, since only here a body is a picture. */
export function pictureRoutes(api: Api, deps: Deps): void {
  void api.register(async (scope: Api) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser(
      [...PICTURE_TYPES],
      { parseAs: 'buffer', bodyLimit: PICTURE_BYTES },
      async (_request: unknown, body: Buffer) => body,
    )
    scope.addContentTypeParser('*', async () => refuse('picture.not-taken'))
    scope.setErrorHandler((error, request, reply) =>
      codeOf(error) === 'FST_ERR_CTP_BODY_TOO_LARGE'
        ? sendProblem(reply, 'picture.too-large')
        : handleError(error as Error, request, reply),
    )
    uploadRoute(scope, deps)
  })
}

function uploadRoute(scope: Api, deps: Deps): void {
  const enter = turnstile()
  scope.post(
    '/pictures',
    {
      config: { access: 'person', rateLimit: { max: perHour, timeWindow: '1 hour' } },
      // Before the body is read.
      onRequest: async (request, reply) => {
        const { kind } = request.query as { kind?: unknown }
        if (kind !== 'reference') checkAccess({ right: 'catalogue' }, request.viewer)
        enter(reply)
      },
      schema: {
        tags: ['pictures'],
        summary: 'Send a picture',
        description:
          'The body is the picture itself, with its type as `Content-Type`: JPEG, PNG, WebP or AVIF, at most 10 MB and 50 megapixels, not animated. It is drawn anew as WebP, upright, without metadata. `kind=product` needs the right to the catalogue; `kind=reference` takes anybody’s, twenty an hour, and shows it to them and the counter alone. `crop=left,top,width,height`: that part of the upright picture. A picture that nothing uses for a day is deleted.',
        querystring: PictureQuery,
        response: { 201: Picture },
      },
    },
    async (request, reply) => {
      const { viewer, body } = request
      if (!Buffer.isBuffer(body)) refuse('picture.not-taken')
      const become = () => ensurePerson(deps, request, reply)
      const picture = await receivePicture(deps, request.query, body as Buffer, { viewer, become })
      return reply.code(201).header('location', picture.path).send(picture)
    },
  )
}

/** Bodies that are held in memory at once. */
const MOST_AT_ONCE = 16

/** Lets so many in at once, each until it is answered or hung up. */
function turnstile(): (reply: FastifyReply) => void {
  let inside = 0
  return ({ raw }) => {
    if (inside >= MOST_AT_ONCE) refuse('server.busy')
    inside++
    raw.once('close', () => inside--)
  }
}
