import pg from 'pg'
import { type Connection, clientConfig } from './database.ts'

/** "Cake" in hex, turned: nodes that start together prepare the shop one after the other. */
const LOCK = 0x656b6143

/**
 * Runs `work` while no other node of this database does. The first finds the shop untouched, the others find it ready.
 * @param onWait called when another node is at it
 */
export async function oneNodeAtATime<T>(connection: Connection, onWait: () => void, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...clientConfig(connection), application_name: 'cakewire start', keepAlive: true })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
    if (rows[0]?.mine !== true) {
      onWait()
      await client.query('select pg_advisory_lock($1)', [LOCK])
    }
    return await work(client)
  } finally {
    // The lock ends with its session.
    await client.end()
  }
}
