import { type RefObject, useEffect, useState } from 'react'
import type { Order } from '../../contract/order.ts'
import type { AdminProduct, Product } from '../../contract/product.ts'
import { formatRupees } from '../../domain/money.ts'
import { api } from '../live/api.ts'
import { newKey } from '../live/new-key.ts'
import { useCall } from '../live/use-call.ts'
import { bringTo, showHeading } from './seat-frame.ts'

const ASHA = '/~asha'
const OWNER = '/~owner'
const RISE = 10

type Frames = { readonly shop: RefObject<HTMLIFrameElement | null>; readonly tracker: RefObject<HTMLIFrameElement | null> }

/** What the two buttons of the demo do, through the shop's own API, as the person in that seat. */
export function useDemoActs(product: Product | null, frames: Frames) {
  const order = useCall()
  const raise = useCall()
  const [done, setDone] = useState<readonly string[]>([])
  const tell = (what: string) => setDone((before) => [what, ...before].slice(0, 4))

  // The third screen follows Asha's newest order.
  const { tracker } = frames
  useEffect(() => {
    void api<Order[]>('GET', `${ASHA}/api/orders?limit=1`).then((answer) => {
      const [newest] = answer.ok ? answer.data : []
      if (newest !== undefined && tracker.current !== null) tracker.current.src = `${ASHA}/orders/${newest._id}`
    })
  }, [tracker])

  const place = async () => {
    if (product === null) return
    const body = {
      items: [{ productId: product._id, quantity: 1, message: 'Happy 5th Aarav' }],
      shippingAddress: '14, 3rd Cross, HAL 2nd Stage, Indiranagar, Bengaluru 560038',
      phone: '+910000000101',
    }
    const headers = { 'Idempotency-Key': newKey() }
    const answer = await order.run(() => api<Order>('POST', `${ASHA}/api/orders`, body, { headers }))
    if (!answer.ok) return
    tell(`Order ${answer.data.number} placed: ${formatRupees(answer.data.totalPrice)}`)
    if (tracker.current !== null) await bringTo(tracker.current, `${ASHA}/orders/${answer.data._id}`)
  }

  const raisePrice = async () => {
    if (product === null) return
    const answer = await raise.run(async () => {
      const phone = frames.shop.current
      if (phone !== null) {
        await bringTo(phone, `${ASHA}/product/${product._id}`)
        showHeading(phone)
      }
      const now = await api<Product>('GET', `${OWNER}/api/products/${product._id}`)
      if (!now.ok) return now
      const change = { basePrice: now.data.basePrice + RISE, version: now.data.version }
      return await api<AdminProduct>('PATCH', `${OWNER}/api/products/${product._id}`, change)
    })
    if (answer.ok) tell(`${answer.data.name}: now ${formatRupees(answer.data.basePrice)}`)
  }

  return {
    order: { ...order, act: () => void place() },
    raise: { ...raise, act: () => void raisePrice() },
    problem: order.problem ?? raise.problem,
    done,
  }
}
