import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Page } from '../../contract/page.ts'
import { refuse } from '../refusal.ts'

/** Where a page of a list ended: the sort value and the id of its last row. */
export type PageMark = { readonly value: string; readonly id: string }

export const encodeMark = (mark: PageMark): string => Buffer.from(JSON.stringify([mark.value, mark.id])).toString('base64url')

/** @throws Refusal when `after` was not made by {@link encodeMark} */
export function decodeMark(after: string): PageMark {
  try {
    const [value, id] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8')) as unknown[]
    if (typeof value === 'string' && typeof id === 'string' && /^[0-9a-f]{24}$/.test(id)) return { value, id }
  } catch {
    // Not ours: refused below.
  }
  return refuse('request.invalid', { issues: [{ path: 'querystring/after', message: 'must come from a Link header' }] })
}

/** The seed's bare array, with the rest in headers: `Link: <…>; rel="next"`, `X-Total-Count`, `Cakewire-Cursor`. */
export function sendPage<T>(request: FastifyRequest, reply: FastifyReply, page: Page<T>, cursor: string): readonly T[] {
  setPageHeaders(request, reply, page)
  void reply.header('cakewire-cursor', cursor)
  return page.items
}

export function setPageHeaders(request: FastifyRequest, reply: FastifyReply, { total, next }: Pick<Page<unknown>, 'total' | 'next'>): void {
  void reply.header('x-total-count', String(total))
  setNextLink(request, reply, next)
}

export function setNextLink(request: FastifyRequest, reply: FastifyReply, next: string | null): void {
  if (next === null) return
  const url = new URL(request.url, 'http://shop')
  url.searchParams.set('after', next)
  void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`)
}
