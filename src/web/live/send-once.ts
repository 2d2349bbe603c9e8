import type { Problem } from '../../contract/refusal.ts'
import { type Answer, api } from './api.ts'
import { newKey } from './new-key.ts'

const PATIENCE = 20_000

/** It may have been done, or not: no answer came, or one that does not tell. */
export const isOpen = ({ status, code }: Problem): boolean => status === 0 || status >= 500 || code === 'key.in-flight'

export type SendOnce<T> = (path: string, body?: unknown) => Promise<Answer<T>>

/**
 * One wish at a time, done once however often it is sent: the same again goes under the key that it had, until the shop says that it is done.
 * A refusal leaves the key free. Anything else that is sent is another wish, with a key of its own.
 */
export function sendingOnce<T>(): SendOnce<T> {
  let open: { readonly wish: string; readonly key: string } | null = null
  return async function send(path, body) {
    const wish = JSON.stringify([path, body])
    const sent = open?.wish === wish ? open : { wish, key: newKey() }
    open = sent
    const headers = { 'Idempotency-Key': sent.key }
    const answer = await api<T>('POST', path, body, { headers, signal: AbortSignal.timeout(PATIENCE) })
    if (answer.ok && open === sent) open = null
    return answer
  }
}
