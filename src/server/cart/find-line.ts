import { refuse } from '../refusal.ts'
import type { StoredCart, StoredLine } from './carts.sql.ts'

/** By id; or by place, as the seed's app addressed lines. @throws Refusal `line.not-found` */
export function findLine(
  cart: StoredCart | null,
  { itemId, itemIndex }: { itemId?: string | undefined; itemIndex?: number | undefined },
): StoredLine {
  const line = itemIndex === undefined ? cart?.lines.find(({ id }) => id === itemId) : cart?.lines[itemIndex]
  return line ?? refuse('line.not-found')
}
