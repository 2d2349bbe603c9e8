import type { IncomingMessage } from 'node:http'

export type OriginVerdict = 'ours' | 'foreign' | 'none'

/**
 * Whether a request comes from a page of this shop. A browser names its page in `Origin`, but not on same-origin GETs,
 * where `Sec-Fetch-Site` says it. `none`: no browser page stands behind it, so its cookies count for nothing.
 */
export function judgeOrigin(request: IncomingMessage, publicUrl: string | undefined): OriginVerdict {
  const { origin, host } = request.headers
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'same-origin' ? 'ours' : 'none'
  if (publicUrl !== undefined && origin === publicUrl) return 'ours'
  const secure = 'encrypted' in request.socket && request.socket.encrypted === true
  return host !== undefined && origin === `${secure ? 'https' : 'http'}://${host}` ? 'ours' : 'foreign'
}
