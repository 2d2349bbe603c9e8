import type { FastifyReply } from 'fastify'
import type { Paper } from '../../contract/paper.ts'
import type { PaperKind } from '../../domain/paper-number.ts'
import type { Database } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { drawPaper } from './draw-paper.ts'
import { findPaper } from './papers.sql.ts'

/** @throws Refusal `paper.not-found` */
export async function sendPaper(
  { read }: Pick<Database, 'read'>,
  reply: FastifyReply,
  { orderId, kind, as }: { orderId: string; kind: PaperKind; as: 'pdf' | undefined },
): Promise<Paper> {
  const paper = (await findPaper(read, orderId, kind)) ?? refuse('paper.not-found')
  void reply.header('cache-control', 'no-store')
  return as === undefined ? paper : sendPdf(reply, paper.number, await drawPaper(paper))
}

/** Instead of what the route answers otherwise; a browser shows it. */
export function sendPdf(reply: FastifyReply, name: string, pdf: Buffer): never {
  void reply.type('application/pdf').header('content-disposition', `inline; filename="${name.replaceAll('/', '-')}.pdf"`)
  // Bytes go past the schema of the JSON form.
  return reply.send(pdf) as never
}
