import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { REFUSALS, type RefusalCode } from '../../contract/refusal.ts'
import { ACCESS_CHANGED } from '../db/append.sql.ts'
import { codeOf, constraintOf } from '../db/database.ts'
import { Refusal } from '../refusal.ts'

/** A refusal as RFC 9457 problem+json. */
export function problemOf(reply: FastifyReply, code: RefusalCode, details: Readonly<Record<string, unknown>> = {}) {
  const [status, message] = REFUSALS[code]
  const headers = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' }
  return { status, headers, body: { ...details, type: 'about:blank', title: message, status, code, message, requestId: reply.request.id } }
}

export function sendProblem(reply: FastifyReply, code: RefusalCode, details: Readonly<Record<string, unknown>> = {}): FastifyReply {
  const { status, headers, body } = problemOf(reply, code, details)
  return reply.code(status).headers(headers).send(JSON.stringify(body))
}

/** What Fastify itself refuses, by its code. */
const FASTIFY: Record<string, RefusalCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.not-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_ERR_BAD_URL: 'route.not-found',
}

/** PostgreSQL is away or full: the same request may work in a moment. */
export const isAway = (error: unknown): boolean => {
  const code = codeOf(error)
  const message = error instanceof Error ? error.message : ''
  return (
    /^(08|53|57)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '40001', '40P01', '55P03', '25P03', ACCESS_CHANGED].includes(code) ||
    /timeout exceeded when trying to connect|not currently accepting connections|Connection terminated|not queryable/.test(message)
  )
}

/** PostgreSQL keeps no NUL in a text. The schemas refuse it earlier. */
const NOT_TEXT = '22021'

/** The request's guest signed in meanwhile, in another tab, and is no more. */
const isGuestGone = (error: unknown): boolean => codeOf(error) === '23503' && /_account_id_fkey$/.test(constraintOf(error) ?? '')

/** PostgreSQL quotes the whole row that it refused: somebody's data, which is for no log. */
export const withoutRow = (error: Error): Error =>
  'detail' in error ? Object.assign(error, { detail: undefined, where: undefined }) : error

/** Turns whatever a route threw into an answer. Bugs are logged once and tell nothing. */
export function handleError(error: FastifyError | Refusal | Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof Refusal) {
    if (error.status === 503) void reply.header('retry-after', '1')
    return sendProblem(reply, error.code, error.details)
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map((issue) => ({
      path: `${error.validationContext}${issue.instancePath}`,
      message: issue.message ?? 'is wrong',
    }))
    return sendProblem(reply, 'request.invalid', { issues })
  }
  const known = FASTIFY[codeOf(error)]
  if (known !== undefined) return sendProblem(reply, known)
  if (codeOf(error) === NOT_TEXT) return sendProblem(reply, 'request.invalid')
  if (isGuestGone(error)) return sendProblem(reply, 'auth.expired')
  if ('statusCode' in error && error.statusCode === 429) return sendProblem(reply, 'rate.limited')
  if (isAway(error)) {
    request.log.warn({ err: error }, 'the database did not answer')
    void reply.header('retry-after', '1')
    return sendProblem(reply, 'server.busy')
  }
  if ('statusCode' in error && typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500) {
    return sendProblem(reply, 'request.invalid')
  }
  request.log.error({ err: withoutRow(error) }, 'a request failed')
  return sendProblem(reply, 'server.error')
}
