import type { Order } from '../../contract/order.ts'

/** What a tracker knows of an order's money, whoever looks. */
export type Payable = Pick<Order, 'status' | 'paymentMethod' | 'paymentState' | 'payBy' | 'payLink'>

/**
 * What there is to say of money that comes before the cake.
 * - `waiting`: it can be paid
 * - `came-anyway`: the order is cancelled, and money for it is here
 */
export type PayView =
  | { readonly at: 'nothing' }
  | { readonly at: 'waiting'; readonly link: string; readonly payBy: string; readonly failed: boolean }
  | { readonly at: 'on-its-way' | 'paid' | 'came-anyway' | 'given-back' }

export function payViewOf({ status, paymentMethod, paymentState, payBy, payLink }: Payable): PayView {
  if (paymentMethod !== 'upi') return { at: 'nothing' }
  if (paymentState === 'refunded' || paymentState === 'part_refunded') return { at: 'given-back' }
  if (status === 'cancelled') return { at: paymentState === 'paid' ? 'came-anyway' : 'nothing' }
  if (paymentState === 'paid') return { at: 'paid' }
  if (paymentState === 'authorized') return { at: 'on-its-way' }
  return payLink === null || payBy === null ? { at: 'nothing' } : { at: 'waiting', link: payLink, payBy, failed: paymentState === 'failed' }
}

/** Somebody still has to pay, and can. */
export const waitsForPayment = (order: Payable): boolean => payViewOf(order).at === 'waiting'
