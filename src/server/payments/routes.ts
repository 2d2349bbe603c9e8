import * as z from 'zod'
import {
  NewPaymentSecret,
  NoticeAnswer,
  NoticeTest,
  PaymentNotice,
  PaymentNoticeBody,
  PaymentNoticeQuery,
  PaymentSecretState,
} from '../../contract/payment.ts'
import type { Deps } from '../deps.ts'
import type { Api } from '../http/api.ts'
import { setPageHeaders } from '../http/paging.ts'
import { Refusal, refuse } from '../refusal.ts'
import { makeSecret } from './make-secret.ts'
import { listNotices } from './notices.sql.ts'
import { readSecretState } from './secrets.sql.ts'
import { takeNotice } from './take-notice.ts'
import { NOTICES_PATH, testNotice } from './test-notice.ts'

const tags = ['payments']
const NOTICE_BYTES = 16 * 1024

export function paymentRoutes(api: Api, deps: Deps): void {
  secretRoutes(api, deps)
  void api.register(async (scope: Api) => {
    // A signature is over the bytes, whatever they say they are.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: NOTICE_BYTES }, async (_request: unknown, body: Buffer) => body)
    noticeRoute(scope, deps)
  })
}

function noticeRoute(scope: Api, deps: Deps): void {
  scope.post(
    NOTICES_PATH.slice('/api'.length),
    {
      config: { access: 'public' },
      bodyLimit: NOTICE_BYTES,
      schema: {
        tags,
        summary: 'What the bank’s side says of a payment, signed as Standard Webhooks',
        description:
          'Headers `webhook-id`, `webhook-timestamp` and `webhook-signature`: HMAC-SHA256 with the secret that the owner made, over `id.timestamp.body`, at most five minutes old. What is not signed like that: 400 `notice.not-authentic`, and nothing is kept. The same id again: 200 and no second effect. 202: there is no such order yet; it is looked for again for three days.',
        body: z.any().meta(z.toJSONSchema(PaymentNoticeBody, { io: 'input' })),
        response: { 200: NoticeAnswer, 202: NoticeAnswer },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const answer = await takeNotice(deps, { headers: request.headers, body }).catch((error: unknown) => {
        // Nothing of what came is for a log.
        if (error instanceof Refusal && error.code === 'notice.not-authentic') request.log.warn('a payment notice was not authentic')
        throw error
      })
      return reply.code(answer.outcome === 'parked' ? 202 : 200).send(answer)
    },
  )
}

function secretRoutes(api: Api, deps: Deps): void {
  api.get(
    '/admin/payment-secret',
    {
      config: { access: 'owner' },
      schema: { tags, summary: 'Whether there is a secret for payment notices', response: { 200: PaymentSecretState } },
    },
    async () => await readSecretState(deps.db.read),
  )

  api.post(
    '/admin/payment-secret',
    {
      config: { access: 'owner' },
      schema: {
        tags,
        summary: 'Make a new secret for payment notices',
        description: 'It is told in this answer and never again. The one before is good for 24 hours more.',
        response: { 201: NewPaymentSecret },
      },
    },
    async (request, reply) => reply.code(201).send(await makeSecret(deps, request.viewer ?? refuse('auth.required'))),
  )

  api.get(
    '/admin/payment-notices',
    {
      config: { access: { anyRight: ['orders', 'settings'] } },
      schema: {
        tags,
        summary: 'Payment notices and what came of them, newest first',
        querystring: PaymentNoticeQuery,
        response: { 200: z.array(PaymentNotice) },
      },
    },
    async (request, reply) => {
      const page = await listNotices(deps.db.read, request.query)
      setPageHeaders(request, reply, page)
      return [...page.items]
    },
  )

  api.post(
    '/admin/payment-notices/test',
    {
      config: { access: 'owner' },
      schema: { tags, summary: 'Send the shop a signed notice that says nothing, and see what it answers', response: { 200: NoticeTest } },
    },
    async () => await testNotice(deps, api),
  )
}
