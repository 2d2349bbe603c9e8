import { type Quote, type QuoteLine, tryQuote } from '../../domain/quote.ts'
import { refuse } from '../refusal.ts'

/** @throws Refusal `order.too-large` when these lines cost more than the shop deals in */
export function refuseTooLarge(lines: readonly QuoteLine[]): Quote {
  return tryQuote(lines) ?? refuse('order.too-large')
}
