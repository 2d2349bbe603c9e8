import type { FastifyInstance } from 'fastify'
import { PICTURE_WIDTHS } from '../../contract/picture.ts'
import type { SessionReader } from '../accounts/session-reader.ts'
import { mayUse } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import { sendProblem } from '../http/problem.ts'
import { findPictureFile } from './pictures.sql.ts'

const NAME = new RegExp(`^([0-9a-f]{24})-(${PICTURE_WIDTHS.join('|')})\\.webp$`)

/** `/media/pictures/<id>-<width>.webp`. A reference picture is there for who sent it, for the counter and for the kitchen; to others there is none. */
export function servePictures(http: FastifyInstance, { db }: Deps, sessions: SessionReader): void {
  http.get<{ Params: { name: string } }>('/media/pictures/:name', { schema: { hide: true } }, async (request, reply) => {
    const [, id, width] = NAME.exec(request.params.name) ?? []
    const file = id === undefined ? null : await findPictureFile(db.read, id, Number(width))
    if (file === null) return sendProblem(reply, 'picture.not-found')
    if (file.kind === 'product') {
      const etag = `"${file.tag}"`
      void reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', etag)
      if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    } else {
      void reply.header('cache-control', 'private, no-store')
      const viewer = await sessions.ofRequest(request)
      const theirs = viewer !== null && viewer.accountId === file.accountId
      if (!theirs && !mayUse(viewer, 'orders') && !mayUse(viewer, 'kitchen')) return sendProblem(reply, 'picture.not-found')
    }
    return reply.type('image/webp').send(file.bytes)
  })
}
