import { againAndAgain } from '../again-and-again.ts'
import type { Database } from '../db/database.ts'
import { momentOf } from '../db/moment.sql.ts'
import type { Deps } from '../deps.ts'
import { appendProductNews } from './product-news.ts'
import { carryOut, findProducts, isAnyDue, lockDue, mayPublish } from './products.sql.ts'

const MOST_AT_ONCE = 100

/**
 * Puts on the shelf, and takes off, what was planned until `now`: the product, its plan and the news in one transaction, so that a
 * plan is carried out once, also after the shop was closed at its time.
 * @returns false when nothing is left to do, or another node is doing it
 */
export async function publishDue(db: Database, now: Date): Promise<boolean> {
  if (!(await isAnyDue(db.read, now))) return false
  return await db.transaction(async (tx) => {
    if (!(await mayPublish(tx))) return false
    const due = await lockDue(tx, now, MOST_AT_ONCE)
    if (due.length === 0) return false
    const ids = due.map(({ _id }) => _id)
    await carryOut(tx, ids, now)
    const after = await findProducts(tx, ids)
    for (const [place, before] of due.entries()) await appendProductNews(tx, before, after[place] ?? before)
    return true
  })
}

/** Every second, by the database's clock. Several nodes may do it. */
export const startPublishing = (deps: Pick<Deps, 'db' | 'log'>) =>
  againAndAgain(deps, {
    every: 1000,
    some: async () => publishDue(deps.db, await momentOf(deps.db.read)),
    failed: 'what is due on the shelf could not be published',
  })
