import { data } from 'react-router'
import type { PageShop } from '../contract/page.ts'

/** What an error boundary gets of a refusal. */
export type Refused = { readonly code: string; readonly message: string }

type RefusalLike = Error & { code: string; status: number }

const isRefusal = (error: unknown): error is RefusalLike =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && 'status' in error && typeof error.status === 'number'

const rethrown = (error: unknown): unknown =>
  isRefusal(error) ? data({ code: error.code, message: error.message } satisfies Refused, { status: error.status }) : error

/** The same shop, whose refusals reach the error boundary with their status instead of as a bug. */
export function withPageRefusals(shop: PageShop): PageShop {
  return new Proxy(shop, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (typeof value !== 'function') return value
      return async (...given: unknown[]) => {
        try {
          return await value.apply(target, given)
        } catch (error) {
          throw rethrown(error)
        }
      }
    },
  })
}
