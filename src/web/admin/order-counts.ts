import { pageShop } from '../app-context.ts'
import type { Route } from './+types/order-counts'

/** How many orders there are in each status, for a counter that is open already. */
export const loader = async ({ context }: Route.LoaderArgs) =>
  Response.json(await context.get(pageShop).adminOrderCounts(), { headers: { 'cache-control': 'no-store' } })
