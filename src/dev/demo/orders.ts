import type { OrderStatus } from '../../domain/order-status.ts'
import type { PaymentMethod } from '../../domain/payment-method.ts'
import type { DemoUser } from './people.ts'

export type DemoOrderItem = {
  /** A product's slug, and the names of its options. */
  readonly product: string
  readonly flavor: string
  readonly size: string
  readonly eggOption: string
  readonly quantity: number
  readonly message: string
}

export type DemoStep = { readonly status: OrderStatus; readonly minutesAgo: number; readonly reason?: string }

export type DemoOrder = {
  readonly customer: DemoUser['key']
  readonly items: readonly DemoOrderItem[]
  readonly shippingAddress: string
  readonly notes: string
  readonly paymentMethod: PaymentMethod
  /** When the counter saw the money, with the bank's reference. */
  readonly paid?: { readonly minutesAgo: number; readonly reference: string }
  /** Every status it came to, oldest first; the first is when it was placed. */
  readonly steps: readonly DemoStep[]
}

const HOURS = 60
const DAYS = 24 * HOURS

const INDIRANAGAR = 'Asha Menon, 14, 3rd Cross, HAL 2nd Stage, Indiranagar, Bengaluru 560038'
const JAYANAGAR = 'Leela Menon, 27/1, 11th Main, 4th Block, Jayanagar, Bengaluru 560011'
const MALLESHWARAM = 'Ravi Kulkarni, 8, 15th Cross, Malleshwaram, Bengaluru 560003'
const KORAMANGALA = 'Ravi Kulkarni, 3rd floor, 80 Feet Road, 6th Block, Koramangala, Bengaluru 560095'
const BASAVANAGUDI = 'Neelam Kulkarni, 52, Gandhi Bazaar Main Road, Basavanagudi, Bengaluru 560004'

function item(product: string, flavor: string, size: string, eggOption: 'Egg' | 'Eggless', message = '', quantity = 1): DemoOrderItem {
  return { product, flavor, size, eggOption, quantity, message }
}

const to = (customer: DemoUser['key'], shippingAddress: string, items: readonly DemoOrderItem[], steps: readonly DemoStep[], notes = '') =>
  ({ customer, shippingAddress, items, steps, notes, paymentMethod: 'cod' }) satisfies DemoOrder

const byUpi = (order: ReturnType<typeof to>, paid?: NonNullable<DemoOrder['paid']>): DemoOrder => ({
  ...order,
  paymentMethod: 'upi',
  ...(paid && { paid }),
})

const pending = (minutesAgo: number): DemoStep => ({ status: 'pending', minutesAgo })
const processing = (minutesAgo: number): DemoStep => ({ status: 'processing', minutesAgo })
const shipped = (minutesAgo: number): DemoStep => ({ status: 'shipped', minutesAgo })
const delivered = (minutesAgo: number): DemoStep => ({ status: 'delivered', minutesAgo })
const cancelled = (minutesAgo: number, reason: string): DemoStep => ({ status: 'cancelled', minutesAgo, reason })

/** The last days of the shop, newest first. */
export const demoOrders: readonly DemoOrder[] = [
  to('asha', INDIRANAGAR, [item('belgian-chocolate-truffle', 'Dark chocolate 70%', '1 kg', 'Eggless', 'Happy birthday Dev')], [pending(6)]),
  to(
    'ravi',
    BASAVANAGUDI,
    [item('rasmalai-rose-and-pista', 'Rasmalai', '1.5 kg', 'Eggless', 'जन्मदिन मुबारक हो, नानी')],
    [pending(19)],
    'Please ring the bell twice, she is on the first floor.',
  ),
  // Waits for its money.
  byUpi(to('asha', INDIRANAGAR, [item('black-forest', 'Black Forest', '0.5 kg', 'Eggless')], [pending(31)])),
  to(
    'ravi',
    KORAMANGALA,
    [
      item('office-sheet-cake', 'Butterscotch', '3 kg', 'Eggless', 'Release 4.0, no rollback'),
      item('chocolate-cupcake', 'Belgian chocolate', '12 pieces', 'Egg'),
    ],
    [pending(44)],
    'Reception closes at 7 PM.',
  ),
  to('asha', JAYANAGAR, [item('pineapple-fresh-cream', 'Pineapple', '1 kg', 'Eggless')], [pending(73)]),
  to(
    'ravi',
    MALLESHWARAM,
    [item('anniversary-heart-red-velvet', 'Red velvet', '1 kg', 'Egg', 'Neelam & Ravi, 25')],
    [pending(2 * HOURS), processing(80)],
  ),
  byUpi(
    to(
      'ravi',
      KORAMANGALA,
      [item('red-velvet-cream-cheese', 'Red velvet', '1 kg', 'Egg', 'Bon voyage, Meghna')],
      [pending(2 * HOURS + 30), processing(2 * HOURS)],
    ),
    { minutesAgo: 2 * HOURS + 24, reference: '633347120518' },
  ),
  to(
    'asha',
    INDIRANAGAR,
    [item('filter-coffee', 'Filter coffee', '0.5 kg', 'Egg'), item('pineapple-pastry', 'Pineapple', '2 pieces', 'Eggless', '', 2)],
    [pending(3 * HOURS), processing(2 * HOURS + 10)],
  ),
  to(
    'asha',
    JAYANAGAR,
    [item('marigold-mandap', 'Kesar pista', '3 tiers, 5 kg', 'Eggless', 'Kavya weds Rohit')],
    [pending(2 * DAYS + 4 * HOURS), processing(5 * HOURS)],
    'The hall opens for deliveries at 4 PM.',
  ),
  to(
    'ravi',
    MALLESHWARAM,
    [item('alphonso-mango', 'Alphonso mango', '1 kg', 'Egg', 'Welcome home, Ishaan')],
    [pending(7 * HOURS), processing(5 * HOURS + 20), shipped(35)],
  ),
  to(
    'asha',
    INDIRANAGAR,
    [
      item('sprinkles-cupcake', 'Vanilla bean', '12 pieces', 'Eggless', '', 2),
      item('birthday-candles-cake', 'Vanilla bean', '1 kg', 'Eggless', 'Tara is 7'),
    ],
    [pending(9 * HOURS), processing(6 * HOURS), shipped(52)],
    'No nuts, please. Two children are allergic.',
  ),
  to(
    'asha',
    INDIRANAGAR,
    [item('kesar-pista', 'Kesar pista', '1 kg', 'Eggless', 'आज बना, आज ही कटा')],
    [pending(DAYS + 8 * HOURS), processing(DAYS + 6 * HOURS), shipped(DAYS + 2 * HOURS), delivered(DAYS + HOURS)],
  ),
  to(
    'ravi',
    KORAMANGALA,
    [item('chocolate-truffle-pastry', 'Belgian chocolate', '6 pieces', 'Egg', '', 3)],
    [pending(2 * DAYS + 6 * HOURS), processing(2 * DAYS + 5 * HOURS), shipped(2 * DAYS + 4 * HOURS), delivered(2 * DAYS + 3 * HOURS)],
  ),
  to(
    'ravi',
    MALLESHWARAM,
    [item('black-forest', 'Black Forest', '2 kg', 'Egg', 'Congratulations, Dr Shruti')],
    [pending(4 * DAYS + 9 * HOURS), processing(4 * DAYS + 7 * HOURS), shipped(4 * DAYS + 3 * HOURS), delivered(4 * DAYS + 2 * HOURS)],
  ),
  to(
    'asha',
    JAYANAGAR,
    [item('red-velvet-cream-cheese', 'Red velvet', '0.5 kg', 'Eggless', 'Sorry about the plant')],
    [pending(3 * DAYS + 5 * HOURS), cancelled(3 * DAYS + 5 * HOURS - 7, 'Cancelled by the customer')],
  ),
  to(
    'ravi',
    KORAMANGALA,
    [item('blueberry-and-lemon', 'Blueberry cheesecake', '1.5 kg', 'Egg', 'All the best, Team Kaveri')],
    [pending(5 * DAYS + 7 * HOURS), processing(5 * DAYS + 6 * HOURS), cancelled(5 * DAYS + 4 * HOURS, 'The office was closed that day')],
  ),
]
