import { sql } from 'kysely'
import { Health, Ready } from '../../contract/shop.ts'
import { isTriggerOff } from '../db/feed-log.sql.ts'
import type { Deps } from '../deps.ts'
import type { Api } from './api.ts'

const PATIENCE = 2000

type Node = { draining(): boolean; feedHealth(): 'ok' | 'stalled'; version: string }

export function healthRoutes(api: Api, { db }: Deps, node: Node): void {
  api.get(
    '/health',
    {
      config: { access: 'public', rateLimit: false },
      schema: { tags: ['health'], summary: 'Does the process live', response: { 200: Health } },
    },
    () => ({
      message: 'Backend is running' as const,
      status: node.draining() ? ('draining' as const) : ('ok' as const),
      version: node.version,
    }),
  )

  api.get(
    '/health/ready',
    {
      config: { access: 'public', rateLimit: false },
      schema: { tags: ['health'], summary: 'Can it serve: database and feed', response: { 200: Ready, 503: Ready } },
    },
    async (_request, reply) => {
      const checks = await withPatience(check(db, node))
      const ready = checks.database === 'ok' && checks.feed === 'ok' && !node.draining()
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not-ready', checks })
    },
  )
}

type Checks = { database: 'ok' | 'down'; feed: 'ok' | 'stalled' | 'trigger-off' }

async function check(db: Deps['db'], node: Node): Promise<Checks> {
  try {
    await sql`select 1`.execute(db.read)
    const feed = (await isTriggerOff(db)) ? 'trigger-off' : node.feedHealth()
    return { database: 'ok', feed }
  } catch {
    return { database: 'down', feed: 'stalled' }
  }
}

/** A database that does not answer is as good as none. */
function withPatience(checks: Promise<Checks>): Promise<Checks> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ database: 'down', feed: 'stalled' }), PATIENCE)
    checks.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
