import { findAccount } from '../accounts/accounts.sql.ts'
import { accountAsMe } from '../accounts/to-me.ts'
import type { Viewer } from '../accounts/viewer.ts'
import { readCart } from '../cart/read-cart.ts'
import type { Queryable } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { listOrders } from '../orders/orders.sql.ts'
import { findPaper } from '../papers/papers.sql.ts'
import { refuse } from '../refusal.ts'
import { listAddresses } from './addresses.sql.ts'
import { readTraces } from './people.sql.ts'

/** Everything that the shop keeps of a person, as JSON, piece by piece: however much it is, a page of orders is in memory. One snapshot. */
export async function* exportMe({ db }: Deps, { accountId }: Viewer): AsyncGenerator<string> {
  const snapshot = await db.snapshot()
  try {
    const { read } = snapshot
    const account = (await findAccount(read, accountId)) ?? refuse('auth.expired')
    const cart = await readCart(read, accountId)
    const about = { account: { ...accountAsMe(account), createdAt: account.created_at.toISOString() }, cart }
    const rest = { ...about, addresses: await listAddresses(read, accountId), ...(await readTraces(read, accountId)) }
    yield `${JSON.stringify(rest).slice(0, -1)},"orders":[`
    let between = ''
    for await (const order of ordersOf(read, accountId)) {
      yield between + JSON.stringify(order)
      between = ','
    }
    yield ']}'
  } finally {
    await snapshot.close()
  }
}

/** Each with what its papers say. */
async function* ordersOf(read: Queryable, accountId: string): AsyncGenerator<object> {
  for (let after: string | null | undefined; after !== null; ) {
    const { items, next } = await listOrders(read, accountId, { limit: 100, ...(after !== undefined && { after }) })
    for (const order of items) {
      const papers: unknown[] = []
      for (const { kind } of order.papers) papers.push(await findPaper(read, order._id, kind))
      yield { ...order, papers }
    }
    after = next
  }
}
