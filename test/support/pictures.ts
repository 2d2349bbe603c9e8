import sharp from 'sharp'
import type { Picture } from '../../src/contract/picture.ts'
import type { Person, TestShop } from './boot.ts'
import type { Answer } from './http.ts'

/** A picture of noise, so that no part of it looks like another. */
export const aPicture = (width = 900, height = 600) =>
  sharp({ create: { width, height, channels: 3, background: '#c46', noise: { type: 'gaussian', mean: 128, sigma: 40 } } })

type Sent = {
  as?: Person | undefined
  kind?: 'product' | 'reference'
  type?: string
  crop?: string
  headers?: Record<string, string>
  from?: string
}

/** One upload, as curl sends it. */
export const upload = (
  shop: TestShop,
  raw: Buffer,
  { as, kind = 'product', type = 'image/jpeg', crop, headers, ...rest }: Sent = {},
): Promise<Answer<Picture & { code: string }>> =>
  shop.call('POST', `/api/pictures?kind=${kind}${crop === undefined ? '' : `&crop=${crop}`}`, {
    as,
    raw,
    headers: { 'content-type': type, ...headers },
    ...rest,
  })

/** What is served at a path: the bytes too, which `call` reads as text. */
export async function fetchPicture(shop: TestShop, path: string, as?: Person, headers: Record<string, string> = {}) {
  const answer = await fetch(new URL(path, shop.url), {
    headers: { ...headers, ...(as === undefined ? {} : { authorization: `Bearer ${as.token}` }) },
  })
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
