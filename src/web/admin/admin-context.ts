import { useOutletContext } from 'react-router'
import type { OrderCounts } from './orders/use-order-counts.ts'

/** What the counter's frame lends its pages. */
export type AdminContext = {
  /** Live; null for staff without the right to orders. */
  readonly counts: OrderCounts | null
}

export const useAdmin = (): AdminContext => useOutletContext<AdminContext>()
