import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type TestShop } from '../../../test/support/boot.ts'
import { newsOf } from '../../../test/support/buying.ts'
import { Cart } from '../../contract/cart.ts'
import type { Product } from '../../contract/product.ts'
import { addToCart } from './add-to-cart.ts'
import { mergeCart } from './merge-cart.ts'
import { readCart } from './read-cart.ts'

let shop: TestShop
let cakes: Product[]

beforeAll(async () => {
  shop = await boot()
  const flavors = [
    { name: 'Vanilla', priceMultiplier: 1 },
    { name: 'Chocolate', priceMultiplier: 1.15 },
  ]
  cakes = [await shop.product({ flavors }), await shop.product({ flavors })]
})
afterAll(() => shop[Symbol.asyncDispose]())

type Line = { cake: number; flavor: string; message: string; quantity: number }
const line = fc.record({
  cake: fc.integer({ min: 0, max: 1 }),
  flavor: fc.constantFrom('Vanilla', 'Chocolate'),
  message: fc.constantFrom('', 'Happy birthday'),
  quantity: fc.integer({ min: 1, max: 60 }),
})

const keyOf = ({ cake, flavor, message }: Omit<Line, 'quantity'>) => `${cake} ${flavor} ${message}`
/** A cart as a bag: what adds up, up to 99. */
const bagOf = (lines: readonly Line[]) => {
  const bag = new Map<string, number>()
  for (const line of lines) bag.set(keyOf(line), Math.min(99, (bag.get(keyOf(line)) ?? 0) + line.quantity))
  return bag
}

async function account(role: 'guest' | 'customer'): Promise<string> {
  const email = `${Math.random().toString(36).slice(2)}@shop.test`
  const [row] = await shop.sql<{ id: string }>(
    `insert into accounts (role, name, email, password_hash) values ($1, 'Asha', $2, $3) returning id`,
    role === 'guest' ? [role, null, null] : [role, email, 'none'],
  )
  return row?.id ?? ''
}

async function fill(accountId: string, lines: readonly Line[]): Promise<void> {
  for (const { cake, ...options } of lines) await addToCart(shop.deps, { accountId }, { productId: cakes[cake]?._id ?? '', ...options })
}

async function bagIn(accountId: string): Promise<Map<string, number>> {
  const items = (await readCart(shop.deps.db.read, accountId))?.items ?? []
  const cakeOf = (productId: string) => cakes.findIndex(({ _id }) => _id === productId)
  return new Map(items.map(({ productId, flavor, message, quantity }) => [keyOf({ cake: cakeOf(productId), flavor, message }), quantity]))
}

const merge = (from: string, to: string) => shop.deps.db.transaction((tx) => mergeCart(tx, from, to))

test('[F42] signing in, in two tabs at once, neither loses nor doubles a line of either cart', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 5 }), fc.array(line, { maxLength: 5 }), async (guests, owns) => {
      const [guest, own] = [await account('guest'), await account('customer')]
      await fill(guest, guests)
      await fill(own, owns)
      await Promise.all([merge(guest, own), merge(guest, own)])
      const expected = bagOf([...[...bagOf(guests)].map(toLine), ...[...bagOf(owns)].map(toLine)])
      expect(await bagIn(own)).toEqual(expected)
      expect(await bagIn(guest)).toEqual(new Map())
    }),
    { numRuns: 40 },
  )
})

function toLine([key, quantity]: [string, number]): Line {
  const [cake = '', flavor = '', ...message] = key.split(' ')
  return { cake: Number(cake), flavor, message: message.join(' '), quantity }
}

test('[F42] what a guest puts in while signing in ends in one of the two carts, once', async () => {
  for (let round = 0; round < 10; round++) {
    const [guest, own] = [await account('guest'), await account('customer')]
    const late = { cake: 1, flavor: 'Vanilla', message: 'late', quantity: 1 }
    await fill(guest, [{ cake: 0, flavor: 'Vanilla', message: '', quantity: 1 }])
    await Promise.all([merge(guest, own), fill(guest, [late])])
    const [left, merged] = [await bagIn(guest), await bagIn(own)]
    expect(merged.get('0 Vanilla ')).toBe(1)
    expect((left.get('1 Vanilla late') ?? 0) + (merged.get('1 Vanilla late') ?? 0)).toBe(1)
  }
})

test('two people who sign in on swapped devices do not wait for each other for ever', async () => {
  const [one, two] = [await account('customer'), await account('customer')]
  await fill(one, [{ cake: 0, flavor: 'Vanilla', message: '', quantity: 1 }])
  await fill(two, [{ cake: 0, flavor: 'Vanilla', message: '', quantity: 2 }])
  await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? merge(one, two) : merge(two, one))))
  const pieces = [...(await bagIn(one)).values(), ...(await bagIn(two)).values()]
  expect(pieces).toEqual([3])
})

test('both carts are told as they are then', async () => {
  const [guest, own] = [await account('guest'), await account('customer')]
  await fill(guest, [{ cake: 0, flavor: 'Chocolate', message: '', quantity: 1 }])
  await merge(guest, own)
  for (const id of [guest, own]) {
    const last = (await newsOf(shop, `cart:${id}`)).at(-1)
    expect(last?.audience).toBe(`user:${id}`)
    expect(Cart.parse(last?.data)).toEqual(await readCart(shop.deps.db.read, id))
  }
})
