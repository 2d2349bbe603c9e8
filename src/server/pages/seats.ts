import type { IncomingMessage } from 'node:http'

/** The demo page's frames; a fixed list, since each costs a request handler. */
const SEAT = /^\/~(owner|asha)(?=\/|$)/

/**
 * `/~owner/admin` is `/admin` in the browser's seat `owner`: one of several sessions of the same browser, as the
 * frames of the demo page use them. A seat only picks among this browser's own cookies; it gives no right.
 */
export const seatOf = (url: string): string => SEAT.exec(url)?.[1] ?? ''

/** Fastify's `rewriteUrl`: routes never see the seat. */
export const withoutSeat = (request: Pick<IncomingMessage, 'url'>): string => {
  const rest = (request.url ?? '/').replace(SEAT, '')
  return rest.startsWith('/') ? rest : `/${rest}`
}
