import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { call } from '../support/http.ts'
import { until } from '../support/until.ts'
import type { Ground } from './ground.ts'
import { openWatcher } from './watcher.ts'

type SignedIn = { token: string; user: { _id: string } }

/** Somebody new looks on and signs out, perhaps on another node. Tells how many later entries still came, if any. */
export async function endSession({ cluster, load, sql }: Ground, roll: () => number, leaked: (entries: number) => void): Promise<void> {
  const mark = randomBytes(4)
  const body = { name: 'Asha', email: `asha-${mark.toString('hex')}@shop.test`, password: 'likes cake too' }
  const from = `127.${1 + ((mark[0] ?? 0) % 250)}.${mark[1]}.${1 + ((mark[2] ?? 0) % 250)}`
  const { status, body: asha } = await call<SignedIn>(cluster.url, 'POST', '/api/auth/register', { body, from })
  if (status !== 201) throw new Error(`chaos: registering was answered ${status}`)
  const watcher = await openWatcher('somebody', cluster.url, cluster.url, asha.token)
  await wait(roll() * 500)
  const out = await call(cluster.url, 'POST', '/api/auth/logout', { token: asha.token })
  if (out.status !== 204) throw new Error(`chaos: signing out was answered ${out.status}`)
  const { acked } = load
  await until('the connection is over', () => watcher.store.link.at !== 'live', 10_000)
  await until('the shop goes on', () => load.acked > acked + 2, 30_000)
  watcher.close()
  const [late] = await sql<{ count: string }>(
    `select count(*) from feed.entry e join unnest($1::text[], $2::bigint[]) w (aud, n) on e.aud = w.aud and e.n <= w.n
      where e.seq > (select max(seq) from feed.entry where aud = 'control' and body::json->>'account' = $3)`,
    [[...watcher.heard.keys()], [...watcher.heard.values()], asha.user._id],
  )
  if (Number(late?.count) > 0) leaked(Number(late?.count))
}
