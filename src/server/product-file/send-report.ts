import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { problemOf } from '../http/problem.ts'
import { type Outcome, writeReport } from './report.ts'

/** Sends it as it is put into words: a report can be many megabytes. */
export function sendReport(reply: FastifyReply, { report, refused }: Outcome): FastifyReply {
  if (refused === null) return reply.header('content-type', 'application/json; charset=utf-8').send(Readable.from(writeReport(report)))
  const { status, headers, body } = problemOf(reply, refused)
  return reply
    .code(status)
    .headers(headers)
    .send(Readable.from(within(JSON.stringify(body), writeReport(report))))
}

async function* within(problem: string, report: AsyncIterable<string>): AsyncGenerator<string> {
  yield `${problem.slice(0, -1)},"report":`
  yield* report
  yield '}'
}
