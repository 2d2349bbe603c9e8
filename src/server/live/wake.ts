import pg from 'pg'
import type { Logger } from 'pino'
import { type Connection, clientConfig } from '../db/database.ts'
import type { Redis } from '../redis/redis.ts'

const POLL = 250

/**
 * Wakes the tail: at once on NOTIFY, or on Redis while this node's listening connection is away; every 250 ms anyway. None of
 * them carries data, so a lost one costs a moment's delay. The listening connection comes back by itself.
 */
export function startWaking(connection: Connection, wake: () => void, log: Logger, redis: Redis | null): { close: () => Promise<void> } {
  let closed = false
  let listening: pg.Client | undefined
  let again: NodeJS.Timeout | undefined
  const poll = setInterval(wake, POLL)
  // With both, each commit would be looked for twice.
  redis?.listen(() => listening === undefined && wake())

  const listen = async (): Promise<void> => {
    const client = new pg.Client({ ...clientConfig(connection), application_name: 'cakewire listen', keepAlive: true })
    const retry = () => {
      client.removeAllListeners()
      client.on('error', () => undefined)
      client.end().catch(() => undefined)
      if (listening === client) listening = undefined
      if (!closed && again === undefined) {
        again = setTimeout(() => {
          again = undefined
          void listen()
        }, 1000)
      }
    }
    client.on('error', retry)
    client.on('end', retry)
    client.on('notification', wake)
    try {
      await client.connect()
      await client.query('listen feed')
      listening = client
      // What was committed while nobody listened.
      wake()
      if (closed) retry()
    } catch (error) {
      log.warn({ err: error }, 'cannot listen to the database; polling goes on')
      retry()
    }
  }
  const first = listen()

  return {
    close: async () => {
      closed = true
      clearInterval(poll)
      clearTimeout(again)
      await first
      await listening?.end().catch(() => undefined)
    },
  }
}
