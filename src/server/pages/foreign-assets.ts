import type { FastifyInstance } from 'fastify'
import { sendProblem } from '../http/problem.ts'
import { type Neighbours, PASSED } from '../live/neighbours.ts'

const PATIENCE = 2000
/** As the build names its files. */
const NAME = /^[\w-]+\.[\w.-]+$/

/**
 * While two versions run side by side, a page that one node rendered may ask another for its scripts, which are not of that one's
 * build: it fetches them from the node that has them.
 */
export function foreignAssets(app: FastifyInstance, neighbours: Neighbours): void {
  app.get<{ Params: { name: string } }>('/assets/:name', { schema: { hide: true } }, async (request, reply) => {
    const { name } = request.params
    const ask = NAME.test(name) && request.headers[PASSED] === undefined
    for (const url of ask ? await neighbours.others() : []) {
      const found = await fetchAsset(new URL(`/assets/${name}`, url))
      if (found === null) continue
      return reply.type(found.type).header('cache-control', 'public, max-age=31536000, immutable').send(found.content)
    }
    return sendProblem(reply, 'route.not-found')
  })
}

async function fetchAsset(url: URL): Promise<{ type: string; content: Buffer } | null> {
  try {
    const answer = await fetch(url, { headers: { [PASSED]: '1' }, signal: AbortSignal.timeout(PATIENCE) })
    const content = Buffer.from(await answer.arrayBuffer())
    return answer.ok ? { type: answer.headers.get('content-type') ?? 'application/octet-stream', content } : null
  } catch {
    return null
  }
}
