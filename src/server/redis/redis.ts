import { createClient, defineScript } from '@redis/client'
import type { Logger } from 'pino'

export type Count = { readonly current: number; readonly ttl: number }

/** What several nodes share besides the database. Nothing depends on it: whoever asks has an answer of its own for when it is away. */
export type Redis = {
  readonly state: 'there' | 'away'
  /**
   * Counts one more in the window of `ms` milliseconds that began with the first.
   * @returns the count and the milliseconds until it begins anew; rejects when Redis is away, or slower than it may be
   */
  count(key: string, ms: number): Promise<Count>
  /** Wakes those who listen, on every node. */
  tell(): void
  /** Called after each `tell` of any node. */
  listen(run: () => void): void
  close(): Promise<void>
}

const CHANNEL = 'cakewire:wake'
/** What a request waits at most. */
const PATIENCE = 100
/** After a failure nobody waits for this long. */
const PAUSE = 1000

const COUNT = defineScript({
  SCRIPT: `
    local current = redis.call('INCR', KEYS[1])
    if current == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
    return { current, redis.call('PTTL', KEYS[1]) }`,
  NUMBER_OF_KEYS: 1,
  parseCommand: (parser, key: string, ms: number) => {
    parser.pushKey(key)
    parser.push(String(ms))
  },
  transformReply: ([current, ttl]: [number, number]): Count => ({ current, ttl }),
})

/** Connects in the background, for ever. */
export function openRedis(url: string, log: Logger): Redis {
  const client = createClient({
    url,
    scripts: { count: COUNT },
    // What cannot be asked now is not asked: there is an answer without it.
    disableOfflineQueue: true,
    commandsQueueMaxLength: 1000,
    // Together they notice a Redis that holds the line and says nothing.
    pingInterval: 1000,
    socket: {
      connectTimeout: 2000,
      socketTimeout: 3000,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 2000) * (0.5 + Math.random()),
    },
  })
  const ears = client.duplicate()
  let told: 'there' | 'away' | undefined
  let quietUntil = 0
  let telling = false
  let again = false

  const note = (state: 'there' | 'away', err?: unknown) => {
    if (told === state) return
    if (state === 'away') log.warn({ err }, 'Redis is away: limits count on this node alone, and wake-ups come from the database')
    else if (told === 'away') log.info('Redis is back')
    told = state
  }
  client.on('ready', () => note('there'))
  client.on('error', (error: unknown) => note('away', error))
  ears.on('error', () => undefined)
  // They try again by themselves; these end when they are closed.
  void client.connect().catch(() => undefined)
  const listening = ears.connect().catch(() => undefined)

  // One at a time: whoever commits meanwhile is told of by the next.
  const tell = async (): Promise<void> => {
    telling = true
    do {
      again = false
      await client.publish(CHANNEL, '').catch(() => undefined)
    } while (again)
    telling = false
  }
  return {
    get state() {
      return client.isReady && performance.now() > quietUntil ? 'there' : 'away'
    },
    async count(key, ms) {
      try {
        return await inTime(client.count(`cakewire:${key}`, ms))
      } catch (error) {
        quietUntil = performance.now() + PAUSE
        throw error
      }
    },
    tell() {
      if (telling) again = true
      else if (client.isReady) void tell()
    },
    listen(run) {
      void listening.then(() => ears.subscribe(CHANNEL, run)).catch(() => undefined)
    },
    async close() {
      for (const each of [client, ears]) if (each.isOpen) each.destroy()
    },
  }
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Redis did not answer in time')), PATIENCE)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
