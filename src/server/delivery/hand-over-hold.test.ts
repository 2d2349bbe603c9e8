import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { addToCart, cartOf, newsOf, order } from '../../../test/support/buying.ts'
import { addSlot, dayIn, whatIsWrong } from '../../../test/support/delivery.ts'
import type { SignedIn } from '../../contract/account.ts'
import { CurrentHold, type Hold } from '../../contract/delivery.ts'
import type { Product } from '../../contract/product.ts'
import { sweepHolds } from './sweep-holds.ts'

let shop: TestShop
let cake: Product
let slot: { slotId: string; day: string }
const STOCK = 5

beforeAll(async () => {
  shop = await boot()
  slot = { slotId: await addSlot(shop.sql, { capacity: STOCK }), day: await dayIn(shop.sql, 2) }
})
afterAll(() => shop[Symbol.asyncDispose]())

const hold = (token: string, quantity: number) =>
  shop.call<Hold>('POST', '/api/holds', { token, body: { slot, items: [{ productId: cake._id, quantity }] } })
const current = async (token: string) => CurrentHold.parse((await shop.call('GET', '/api/holds/current', { token })).body).hold
const stockAndTaken = async () =>
  (
    await shop.sql<{ stock: number; taken: number }>(
      'select stock, taken from products, slot_days where id = $1 and slot_id = $2 and day = $3',
      [cake._id, slot.slotId, slot.day],
    )
  ).map(({ stock, taken }) => [stock, taken])[0]
const nothingWrong = async () => expect(await whatIsWrong(shop.sql, new Map([[cake._id, STOCK]]))).toEqual([])

/** A guest who has that many in the cart, and holds them. */
async function aCheckout(quantity: number): Promise<{ token: string; held: Hold }> {
  cake = await shop.product({ stock: STOCK })
  const added = await addToCart(shop, undefined, { productId: cake._id, quantity })
  const token = String(added.headers['cakewire-guest-token'])
  const held = await hold(token, quantity)
  expect(held.status, held.text).toBe(201)
  expect(await stockAndTaken()).toEqual([STOCK - quantity, quantity])
  return { token, held: held.body }
}

async function signIn(token: string, { email, password }: Person): Promise<string> {
  const answer = await shop.call<SignedIn>('POST', '/api/auth/login', { token, body: { email, password } })
  expect(answer.status, answer.text).toBe(200)
  return String(answer.body.token)
}

test('who signs in, or makes an account, while checking out keeps what the checkout holds, and its time', async () => {
  const asha = await shop.person('Asha')
  const account = { name: 'Dev', email: 'dev@shop.test', password: 'mango after rain' }
  const ways = [
    (token: string) => signIn(token, asha),
    async (token: string) => String((await shop.call<SignedIn>('POST', '/api/auth/register', { token, body: account })).body.token),
  ]
  for (const goOn of ways) {
    const { token: guest, held } = await aCheckout(STOCK)
    const token = await goOn(guest)
    expect(await current(token)).toMatchObject({ _id: held._id, expiresAt: held.expiresAt })
    const { items } = await cartOf(shop, { ...asha, token })
    expect(items).toMatchObject([{ state: 'ready' }])
    const news = (await newsOf(shop, `cart:${(await shop.call<{ _id: string }>('GET', '/api/auth/me', { token })).body._id}`)).at(-1)
    expect(news?.data).toMatchObject({ items: [{ state: 'ready' }] })
    const placed = await order(shop, { ...asha, token }, [{ productId: cake._id, quantity: STOCK }], { holdId: held._id })
    expect(placed.status, placed.text).toBe(201)
    await nothingWrong()
    await shop.call('PATCH', `/api/orders/${placed.body._id}/status`, { token, body: { status: 'cancelled' } })
    expect(await stockAndTaken()).toEqual([STOCK, 0])
  }
})

test('a hold that was handed over ends like any other', async () => {
  const { token: guest, held } = await aCheckout(3)
  await signIn(guest, await shop.person('Bela'))
  await shop.sql(`update holds set expires_at = now() where id = $1`, [held._id])
  expect(await sweepHolds(shop.deps.db)).toBe(true)
  expect(await stockAndTaken()).toEqual([STOCK, 0])
  await nothingWrong()
})

test('who signs in to an account that is checking out already gives the guest’s pieces and points back, and all hear it', async () => {
  const { token: guest } = await aCheckout(2)
  const ravi = await shop.person('Ravi')
  const own = await hold(ravi.token, 1)
  const token = await signIn(guest, ravi)
  expect(await current(token)).toMatchObject({ _id: own.body._id })
  expect(await stockAndTaken()).toEqual([STOCK - 1, 1])
  expect((await newsOf(shop, `slot:${slot.slotId}:${slot.day}`)).at(-1)?.data).toMatchObject({ left: STOCK - 1 })
  expect((await newsOf(shop, `product:${cake._id}`)).at(-1)?.data).toMatchObject({ stock: STOCK - 1 })
  await nothingWrong()
  await shop.call('DELETE', `/api/holds/${own.body._id}`, { token })
})

test('what was lost with the holds of guests before comes back with the upgrade, once; what is held stays held', async () => {
  const { token, held: lost } = await aCheckout(2)
  await shop.sql('delete from holds where id = $1', [lost._id])
  expect((await hold(token, 1)).status).toBe(201)
  expect(await stockAndTaken()).toEqual([STOCK - 3, 3])
  const migration = await readFile(new URL('../db/migrations/0022_lost_holds.sql', import.meta.url), 'utf8')
  for (const _ of [1, 2]) await shop.sql(migration)
  expect(await stockAndTaken()).toEqual([STOCK - 1, 1])
  await nothingWrong()
})
