import type { Cart } from '../../contract/cart.ts'
import type { Problem } from '../../contract/refusal.ts'
import { asSentence } from '../account/field-errors.ts'
import { isReady } from '../cart/line-words.ts'

/** What a refusal says of the cakes. */
export type Refused = {
  /** By the line's id. */
  readonly lines: ReadonlyMap<string, string>
  /** The cart at what it costs now, when the price had changed. */
  readonly quoted: Cart | null
}

type Sums = { readonly price: number; readonly subtotal: number }
type Quote = Pick<Cart, 'subtotal' | 'deliveryFee' | 'totalPrice'> & { readonly items: readonly Sums[] }
type Details = {
  readonly quote?: Quote
  readonly line?: number
  readonly productId?: string
  readonly left?: number
  readonly option?: string
}

/** @param cart as it was sent */
export function readRefusal(problem: Problem, cart: Cart): Refused {
  const { quote } = problem as Details
  return { lines: linesOf(problem, cart), quoted: quote === undefined ? null : withQuote(cart, quote) }
}

function linesOf(problem: Problem, cart: Cart): Refused['lines'] {
  const sent = cart.items.filter(isReady)
  const said = new Map<string, string>()
  const say = (index: number, message: string) => {
    const line = sent[index]
    if (line !== undefined) said.set(line._id, message)
  }
  for (const { path, message } of problem.issues ?? []) {
    const [, index] = /^body\/items\/(\d+)/.exec(path) ?? []
    if (index !== undefined) say(Number(index), asSentence(message))
  }
  const { line, productId, left } = problem as Details
  const concerned = sent.flatMap((each, index) => (each.productId === productId ? index : []))
  if (problem.code === 'product.unavailable' || problem.code === 'option.unknown' || problem.code === 'option.unavailable') {
    for (const index of line === undefined ? concerned : [line]) say(index, problem.message)
  }
  if (problem.code === 'stock.short') {
    const message = left === undefined ? problem.message : left === 0 ? 'Sold out just now.' : `Only ${left} left.`
    for (const index of concerned) say(index, message)
  }
  return said
}

/** The quote's lines are those that were sent, in their order. */
function withQuote(cart: Cart, { items, subtotal, deliveryFee, totalPrice }: Quote): Cart {
  const priced = new Map(cart.items.filter(isReady).map(({ _id }, index) => [_id, items[index]]))
  return { ...cart, items: cart.items.map((line) => ({ ...line, ...pricesOf(priced.get(line._id)) })), subtotal, deliveryFee, totalPrice }
}

const pricesOf = (sums: Sums | undefined): Partial<Sums> => (sums === undefined ? {} : { price: sums.price, subtotal: sums.subtotal })
