import type { FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import type { Count, Redis } from './redis.ts'

/** Addresses that are counted at once; the one that came longest ago is forgotten first. */
const MOST = 5000

type Counted = { count: number; since: number }
type Answer = (error: Error | null, result?: Count) => void

/**
 * Counts on this node and, while Redis answers, on all nodes together; the higher count counts. Without Redis each node limits
 * on its own, and who comes back finds no one's count at zero.
 */
class LimitStore {
  readonly #redis: Redis
  readonly #name: string
  readonly #here = new Map<string, Counted>()

  constructor(redis: Redis, name: string) {
    this.#redis = redis
    this.#name = name
  }

  incr(key: string, answer: Answer, window: number): void {
    const here = this.#count(key, window)
    if (this.#redis.state === 'away') {
      answer(null, here)
      return
    }
    this.#redis.count(`${this.#name}:${key}`, window).then(
      (all) => answer(null, all.current >= here.current ? all : here),
      () => answer(null, here),
    )
  }

  child(route: { routeInfo?: { method?: unknown; url?: string } }): LimitStore {
    return new LimitStore(this.#redis, `${String(route.routeInfo?.method)} ${route.routeInfo?.url}`)
  }

  #count(key: string, window: number): Count {
    const now = performance.now()
    const known = this.#here.get(key)
    const counted = known === undefined || known.since + window <= now ? { count: 0, since: now } : known
    counted.count++
    this.#here.delete(key)
    this.#here.set(key, counted)
    for (const oldest of this.#here.keys()) {
      if (this.#here.size <= MOST) break
      this.#here.delete(oldest)
    }
    return { current: counted.count, ttl: Math.ceil(counted.since + window - now) }
  }
}

/** For @fastify/rate-limit, which makes the store itself. */
export const limitStoreOn = (redis: Redis): FastifyRateLimitStoreCtor =>
  class extends LimitStore {
    constructor() {
      super(redis, 'all')
    }
  } as unknown as FastifyRateLimitStoreCtor
