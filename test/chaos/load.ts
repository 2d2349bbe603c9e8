import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Order } from '../../src/contract/order.ts'
import type { AdminProduct, Product } from '../../src/contract/product.ts'
import { call } from '../support/http.ts'

export type Wish = { readonly key: string; order: string | null }

export type Load = {
  /** Every order that somebody wanted, under a key of its own, until it was answered. */
  readonly wishes: readonly Wish[]
  readonly acked: number
  /** Orders that a restored backup does not have were never wished. */
  forget(gone: (order: string) => boolean): void
  /** Resolves when nobody waits for an answer any more. */
  pause(): Promise<void>
  resume(): void
  stop(): Promise<void>
}

type People = {
  readonly url: string
  readonly owner: string
  readonly buyers: readonly { token: string; from: string }[]
  readonly cake: Product
  readonly coupon: string
}

/** Buyers who keep ordering, and an owner who keeps changing a price. Who is not answered asks again, under the same key. */
export function startLoad({ url, owner, buyers, cake, coupon }: People): Load {
  let wishes: Wish[] = []
  let state: 'open' | 'paused' | 'over' = 'open'
  let acked = 0
  let busy = 0

  const ask = async (method: string, path: string, options: Parameters<typeof call>[3]) => {
    // Whoever hears nothing for so long gives up on that connection, as browsers do.
    const patience = wait(8000, null, { ref: false })
    return await Promise.race([call<Order & AdminProduct>(url, method, path, options).catch(() => null), patience])
  }
  const place = async (token: string, from: string): Promise<void> => {
    const wish: Wish = { key: randomUUID(), order: null }
    wishes.push(wish)
    // The shop chooses the earliest slot.
    const body = { items: [{ productId: cake._id, quantity: 1 }], shippingAddress: '12 Park Street', phone: '9830012345', coupon }
    while (wish.order === null) {
      // A shop that is down for good answers nobody.
      if (state === 'over') return
      const answer = await ask('POST', '/api/orders', { token, from, body, headers: { 'idempotency-key': wish.key } })
      if (answer?.status === 201) wish.order = answer.body._id
      else if (answer !== null && answer.status < 500 && answer.status !== 429 && answer.status !== 409)
        throw new Error(`chaos: an order was answered ${answer.status} ${answer.text}`)
      else await wait(100)
    }
    acked++
  }
  const reprice = async (): Promise<void> => {
    const basePrice = 400 + Math.floor(Math.random() * 100)
    await ask('PATCH', `/api/products/${cake._id}`, { token: owner, from: '127.0.0.9', body: { basePrice } })
  }
  const again = async (work: () => Promise<void>, pause: number): Promise<void> => {
    while (state !== 'over') {
      if (state === 'open') {
        busy++
        await work().finally(() => busy--)
      }
      await wait(pause)
    }
  }
  const running = Promise.all([...buyers.map(({ token, from }) => again(() => place(token, from), 20)), again(reprice, 50)])
  const rest = async () => {
    while (busy > 0) await wait(10)
  }
  return {
    get wishes() {
      return wishes
    },
    forget: (gone) => {
      wishes = wishes.filter(({ order }) => order === null || !gone(order))
    },
    get acked() {
      return acked
    },
    pause: async () => {
      state = 'paused'
      await rest()
    },
    resume: () => {
      state = 'open'
    },
    stop: async () => {
      state = 'over'
      await running
    },
  }
}
