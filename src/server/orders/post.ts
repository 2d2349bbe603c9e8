import type { StaffOrder } from '../../contract/ticket.ts'
import { mayUse, type Viewer } from '../accounts/viewer.ts'
import { toTicket } from './kitchen-ticket.ts'
import { type OrderRow, toAdminOrder } from './order-row.ts'

/** Where somebody works on orders. The counter sees all of an order and may do everything; who has both rights stands there. */
export type Post = 'counter' | 'kitchen'

/** null: they do not work on orders. */
export const postOf = (viewer: Viewer): Post | null => (mayUse(viewer, 'orders') ? 'counter' : mayUse(viewer, 'kitchen') ? 'kitchen' : null)

/** As it is seen from there. */
export const seenFrom = (post: Post, order: OrderRow): StaffOrder =>
  post === 'counter' ? toAdminOrder(order) : toTicket(toAdminOrder(order))
