import { foldPayment } from '../../domain/payment-fold.ts'
import type { Tx } from '../db/database.ts'
import { type LockedOrder, setMoney } from '../orders/order-writes.sql.ts'
import { readFacts } from './payments.sql.ts'
import { owedFor } from './shown-payments.ts'
import { tellMoney } from './tell-money.ts'

/** After a new fact: writes what an order's money is now, and tells the inboxes. The caller holds the order, and tells what became of it. */
export async function settleMoney(tx: Tx, id: string, order: LockedOrder, before: ReturnType<typeof foldPayment>): Promise<void> {
  const after = foldPayment(await readFacts(tx, id), owedFor(order))
  await setMoney(tx, id, after.state)
  const { number, buyerId, status, now: at } = order
  tellMoney(tx, { id, number, buyerId, cancelled: status === 'cancelled', at }, before, after)
}
