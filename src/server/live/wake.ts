import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { type Connection, type Queryable, shopConfig } from '../db/database.ts'
import { hurry, lineOf } from '../db/pipeline.ts'
import type { Redis } from '../redis/redis.ts'

const POLL = 250
/** NOTIFY makes every commit of its server wait in one line, so it is not said with each. Milliseconds. */
const NOTIFY_SPACING = 20
/** A look for news takes less than a millisecond. */
const PATIENCE = 5000

export type Waking = {
  /** The listening connection, for who is woken: PostgreSQL's process there is awake already, and nobody else's statements are before it. */
  line(): Queryable | undefined
  /** This node wrote: its own tail looks at once, and the others are told. */
  committed(): void
  close(): Promise<void>
}

/** `wake`: there are news. `poll`: perhaps; what it does must not keep the next `wake` waiting. */
export type Wakened = { wake(): void; poll(): void }

/**
 * Wakes the tail: at once after a commit of this node; of another node's on NOTIFY, or on Redis while this node's listening connection
 * is away; every 250 ms anyway. None of them carries data, so a lost one costs a moment's delay. The listening connection comes back by
 * itself.
 */
export function startWaking(connection: Connection, { wake, poll }: Wakened, log: Logger, redis: Redis | null): Waking {
  let closed = false
  let unsaid = false
  let saying = false
  let listening: { readonly client: pg.Client; readonly line: Queryable } | undefined
  let again: NodeJS.Timeout | undefined
  const polling = setInterval(poll, POLL)
  // With both, each commit would be looked for twice.
  redis?.listen(() => listening === undefined && wake())

  const listen = async (): Promise<void> => {
    const client = new pg.Client({ ...shopConfig(connection), application_name: 'cakewire listen', keepAlive: true })
    const retry = () => {
      client.removeAllListeners()
      client.on('error', () => undefined)
      client.end().catch(() => undefined)
      if (listening?.client === client) listening = undefined
      if (!closed && again === undefined) {
        again = setTimeout(() => {
          again = undefined
          void listen()
        }, 1000)
      }
    }
    client.on('error', retry)
    client.on('end', retry)
    // Its own NOTIFY comes back to it.
    client.on('notification', ({ processId }) => processId !== pidOf(client) && wake())
    try {
      hurry(client, PATIENCE)
      await client.connect()
      await client.query('listen feed')
      listening = { client, line: (await lineOf(client)).db }
      // What was committed while nobody listened.
      wake()
      if (closed) retry()
    } catch (error) {
      log.warn({ err: error }, 'cannot listen to the database; polling goes on')
      retry()
    }
  }
  const first = listen()

  // One at a time: who commits meanwhile is told of by the next.
  const tellOthers = async (): Promise<void> => {
    saying = true
    // Behind this node's own look.
    await immediate()
    while (unsaid && listening !== undefined) {
      unsaid = false
      await listening.client.query('notify feed').catch(() => undefined)
      await sleep(NOTIFY_SPACING, undefined, { ref: false })
    }
    saying = false
  }

  return {
    line: () => listening?.line,
    committed: () => {
      wake()
      redis?.tell()
      unsaid = true
      if (!saying) void tellOthers()
    },
    close: async () => {
      closed = true
      clearInterval(polling)
      clearTimeout(again)
      await first
      await listening?.client.end().catch(() => undefined)
    },
  }
}

/** What PostgreSQL calls this connection; `pg` knows it and does not say so in its types. */
const pidOf = (client: pg.Client): number | undefined => (client as unknown as { readonly processID?: number }).processID
