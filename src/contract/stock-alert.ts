import * as z from 'zod'
import { Id, Time } from './shared.ts'

/** For so many products somebody waits at a time. */
export const MOST_ALERTS = 100

export const STOCK_ALERT_STATES = ['waiting', 'told', 'off'] as const
/** Whether somebody wants to be told when a product can be ordered again. */
export const StockAlert = z.object({
  productId: Id,
  /** `told`: that has happened. `off`: they do not want it any more, or never did. */
  state: z.enum(STOCK_ALERT_STATES),
  version: z.int(),
  since: Time,
})
export type StockAlert = z.infer<typeof StockAlert>

/** How many people wait for a product. */
export const StockAlertCount = z.object({ productId: Id, waiting: z.int(), version: z.int() })
export type StockAlertCount = z.infer<typeof StockAlertCount>
/** As the list of what most people wait for tells it. */
export const MissedProduct = StockAlertCount.extend({ name: z.string(), stock: z.int().nullable() })
export type MissedProduct = z.infer<typeof MissedProduct>
