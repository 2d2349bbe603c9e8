import { type AdminOrder, AdminOrderQuery } from '../../../contract/order.ts'
import type { Page } from '../../../contract/page.ts'
import { ORDER_STATUSES, type OrderStatus } from '../../../domain/order-status.ts'

const isStatus = (word: string | null): word is OrderStatus => ORDER_STATUSES.some((status) => status === word)

/** What the URL asks for. A word that means nothing is left out: a link that somebody mistyped still opens the list. */
export function readOrderQuery(params: URLSearchParams): AdminOrderQuery {
  const status = params.get('status')
  const search = params.get('search')?.trim().slice(0, 100) ?? ''
  const day = AdminOrderQuery.shape.day.safeParse(params.get('day') ?? undefined).data
  const slot = AdminOrderQuery.shape.slot.safeParse(params.get('slot') ?? undefined).data
  const after = params.get('after')
  return {
    ...(isStatus(status) && { status }),
    ...(search !== '' && { search }),
    ...(day !== undefined && { day }),
    ...(slot !== undefined && { slot }),
    ...(after !== null && /^[A-Za-z0-9_-]{1,3000}$/.test(after) && { after }),
  }
}

/** The same list under another filter, from its first page. */
export function hrefOf(query: Omit<AdminOrderQuery, 'limit'>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') params.set(name, String(value))
  return `/admin/orders${params.size === 0 ? '' : `?${params}`}`
}

/** As the server searches: part of the number or the phone, or of the buyer's name, e-mail or phone. */
export function fits({ number, phone, status, userId, slot }: AdminOrder, query: AdminOrderQuery): boolean {
  const text = (query.search ?? '').trim().toLowerCase()
  const buyer = userId === null ? '' : `${userId.name} ${userId.email} ${userId.phone}`
  return (
    (query.status === undefined || status === query.status) &&
    (query.day === undefined || slot?.day === query.day) &&
    (query.slot === undefined || slot?.slotId === query.slot) &&
    (number.toLowerCase().includes(text) || phone.includes(text) || buyer.toLowerCase().includes(text))
  )
}

/** Whether an order would now stand on this page although it does not yet. */
export function arrives(order: AdminOrder, page: Page<AdminOrder>, query: AdminOrderQuery): boolean {
  if (query.after !== undefined || !fits(order, query) || page.items.some(({ _id }) => _id === order._id)) return false
  const last = page.items.at(-1)
  return page.next === null || last === undefined || order.createdAt > last.createdAt
}
