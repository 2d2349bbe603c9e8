import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { setPageHeaders } from '../http/paging.ts'
import type { Answer } from './public-answers.ts'

type Encoding = 'br' | 'gzip'

/** As long as its answer is kept: each form is made once, when somebody first asks for it. */
const encoded = new WeakMap<Answer, Map<Encoding, Buffer>>()
const WORTH_IT = 1024

/** Sends a ready answer, or 304 when the client has it already. `cursor` is the viewer's own position. */
export function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: Answer, cursor: string): FastifyReply {
  void reply.header('etag', answer.etag).header('cache-control', 'private, no-cache').header('cakewire-cursor', cursor)
  if (answer.page !== undefined) setPageHeaders(request, reply, answer.page)
  if (hasIt(request.headers['if-none-match'], answer.etag)) return reply.code(304).send()
  void reply.header('content-type', 'application/json; charset=utf-8')
  if (answer.body.length < WORTH_IT) return reply.send(answer.body)
  void reply.header('vary', 'accept-encoding')
  const encoding = encodingFor(request.headers['accept-encoding'])
  if (encoding === null) return reply.send(answer.body)
  return reply.header('content-encoding', encoding).send(inEncoding(answer, encoding))
}

const opaque = (etag: string): string => etag.trim().replace(/^W\//, '')

const hasIt = (ifNoneMatch: string | undefined, etag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((each) => each.trim() === '*' || opaque(each) === opaque(etag))

const encodingFor = (accepted: string | undefined): Encoding | null => {
  if (accepted === undefined) return null
  const takes = (name: Encoding) =>
    accepted.split(',').some((each) => each.split(';')[0]?.trim() === name && !/;\s*q=0(\.0*)?\s*$/.test(each))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : null
}

function inEncoding(answer: Answer, encoding: Encoding): Buffer {
  const forms = encoded.get(answer) ?? new Map<Encoding, Buffer>()
  encoded.set(answer, forms)
  const form = forms.get(encoding) ?? compress(answer.body, encoding)
  forms.set(encoding, form)
  return form
}

const compress = (body: Buffer, encoding: Encoding): Buffer =>
  encoding === 'br' ? brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : gzipSync(body)
