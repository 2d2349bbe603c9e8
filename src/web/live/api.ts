import type { Problem } from '../../contract/refusal.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Answer<T> =
  | { readonly ok: true; readonly data: T; readonly headers: Headers }
  | { readonly ok: false; readonly problem: Problem }

/** `/~asha` inside a frame of the demo page, else empty. Only in the browser. */
export const seatBase = (): string => /^\/~[a-z]{1,12}(?=\/|$)/.exec(window.location.pathname)?.[0] ?? ''

const problem = (status: number, code: string, message: string): Problem => ({ type: 'about:blank', title: message, status, code, message })

/** What the shop never answered itself: no connection, or something between us and it. */
const UNREACHED = problem(0, 'network.unreached', 'The shop could not be reached. Try again in a moment.')

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'code' in body && 'message' in body

/**
 * One call of the shop's own API, as this page's viewer. A file goes as it is, anything else as JSON. Never rejects: a refusal and a dead network both come back as a `problem`,
 * whose `message` may be shown.
 */
export async function api<T>(
  method: Method,
  path: string,
  body?: unknown,
  options: { headers?: HeadersInit; signal?: AbortSignal } = {},
): Promise<Answer<T>> {
  const headers = new Headers(options.headers)
  headers.set('Accept', 'application/json')
  const file = body instanceof Blob ? body : null
  if (body !== undefined) headers.set('Content-Type', file === null ? 'application/json' : file.type || 'application/octet-stream')
  try {
    const response = await fetch(`${seatBase()}${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(body === undefined ? {} : { body: file ?? JSON.stringify(body) }),
    })
    const text = await response.text()
    const data: unknown = text === '' ? null : JSON.parse(text)
    if (response.ok) return { ok: true, data: data as T, headers: response.headers }
    return {
      ok: false,
      problem: isProblem(data) ? data : problem(response.status, 'server.error', 'That went wrong on our side. Try again.'),
    }
  } catch {
    return { ok: false, problem: UNREACHED }
  }
}
