import type { Quote, QuoteRequest } from '../../contract/order.ts'
import { REFUSALS } from '../../contract/refusal.ts'
import { findSlotDay, isTooSoon, leftIn } from '../../domain/slots.ts'
import type { Queryable } from '../db/database.ts'
import { type Kept, keptFor, NOTHING_KEPT } from '../delivery/ledgers.sql.ts'
import { readTaken, withoutKept } from '../delivery/slot-days.sql.ts'
import { lookAt } from './bill.sql.ts'
import { type Bill, drawUp, type Problem, type Seen, toWireQuote } from './bill.ts'

/** What it would cost, and whatever would keep the order from being taken: never a refusal. What the viewer's hold keeps is theirs. */
export async function quoteOrder(read: Queryable, accountId: string | null, asked: QuoteRequest): Promise<Quote> {
  const seen = await lookAt(read, accountId, asked)
  const bill = drawUp({ ...asked, items: seen.items }, seen)
  const kept = accountId === null ? NOTHING_KEPT : await keptFor(read, accountId)
  const problems = [
    ...(seen.items.length === 0 ? [{ code: 'cart.empty', details: {} } as const] : []),
    ...bill.problems,
    ...shortOf(bill, seen),
    ...(await slotProblems(read, asked, { bill, kept, seen })),
  ]
  return {
    ...toWireQuote(bill, seen.items),
    problems: problems.map(({ code, details }) => {
      const { line } = details
      return { code, message: REFUSALS[code][1], ...(typeof line === 'number' && { line }) }
    }),
  }
}

/** The lines at which a shelf runs empty. */
function shortOf({ lines }: Bill, { offers }: Seen): Problem[] {
  const left = new Map(offers.map(({ id, stock }) => [id, stock ?? Number.POSITIVE_INFINITY]))
  return lines.flatMap((item, line): Problem[] => {
    if (item === null) return []
    const rest = (left.get(item.productId) ?? 0) - item.quantity
    left.set(item.productId, rest)
    return rest < 0 ? [{ code: 'stock.short', details: { line } }] : []
  })
}

type Found = { readonly bill: Bill; readonly kept: Kept; readonly seen: Seen }

async function slotProblems(read: Queryable, { slot, mode }: QuoteRequest, { bill, kept, seen }: Found): Promise<Problem[]> {
  if (slot === undefined) return []
  const { rules, now } = seen
  const found = findSlotDay(rules, mode, slot, now)
  if (found === null) return [{ code: 'slot.unknown', details: {} }]
  if (isTooSoon(rules, bill.need, found, now)) return [{ code: 'slot.too-soon', details: {} }]
  const left = leftIn(rules, found, withoutKept(await readTaken(read, found.day, found.day), kept))
  return left < bill.need.points ? [{ code: 'slot.full', details: {} }] : []
}
