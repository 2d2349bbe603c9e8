import { sql } from 'kysely'
import { type Cursor, encodeCursor, type Mark } from '../../feed/cursor.ts'
import type { Entry } from '../../feed/entry.ts'
import type { Log, ResetReason } from '../../feed/log.ts'
import { SHOP } from './append.sql.ts'
import type { Database, Queryable } from './database.ts'

type Row = { seq: number; idx: number; aud: string; n: number; chain: string; body: string | null }

const toEntry = ({ seq, idx, aud, n, chain, body }: Row): Entry => ({ seq, idx, audience: aud, n, chain, body: body ?? 'null' })

const REASONS: Record<string, ResetReason> = { epoch: 'epoch', future: 'future', retention: 'retention', chain: 'history-forked' }

/** The feed as PostgreSQL keeps it (migration 0001). */
export function feedLog(db: Database): Log {
  return {
    async head() {
      const { rows } = await sql<{ epoch: string; seq: number }>`select epoch, seq from feed.shop where shop = ${SHOP}`.execute(db.read)
      const [row] = rows
      if (row === undefined) throw new Error('The feed has no shop')
      return row
    },

    // "with ties": a limit would cut a transaction in two, and `seq > last` would then lose its rest.
    async after(seq, most) {
      const { rows } = await sql<Row>`
        select * from (select seq, idx, aud, n, encode(substr(chain, 1, 8), 'hex') as chain, body from feed.entry
                        where shop = ${SHOP} and seq > ${seq} order by seq fetch first ${sql.lit(most)} rows with ties) page
        order by seq, idx`.execute(db.read)
      return rows.map(toEntry)
    },

    async afterFor(audiences, seq, upTo, most) {
      const { rows } = await sql<Row>`
        select * from (select seq, idx, aud, n, encode(substr(chain, 1, 8), 'hex') as chain, body from feed.entry
                        where shop = ${SHOP} and seq > ${seq} and seq <= ${upTo} and aud = any (${[...audiences]}::text[])
                        order by seq fetch first ${sql.lit(most)} rows with ties) page
        order by seq, idx`.execute(db.read)
      return rows.map(toEntry)
    },

    locate: (cursor, audiences) => locate(db, cursor, audiences),
  }
}

/** Checked in one snapshot, so that nothing is pruned between two looks. */
async function locate(db: Database, cursor: Cursor, audiences: readonly string[]): Promise<{ seq: number } | { reset: ResetReason }> {
  const marks = audiences.map((audience) => cursor.marks.get(audience))
  if (cursor.marks.size !== audiences.length || marks.some((mark) => mark === undefined)) return { reset: 'audience' }
  const ns = marks.map((mark) => mark?.n ?? 0)
  const chains = marks.map((mark) => mark?.chain ?? '')
  const { rows } = await sql<{ doubt: string | null; at: number | null; next: number | null }>`
    select feed.doubt(${SHOP}, ${cursor.epoch}::uuid, m.aud, m.n, decode(m.chain, 'hex')) as doubt,
           (select seq from feed.entry e where e.shop = ${SHOP} and e.aud = m.aud and e.n = m.n) as at,
           (select seq from feed.entry e where e.shop = ${SHOP} and e.aud = m.aud and e.n = m.n + 1) as next
      from unnest(${[...audiences]}::text[], ${ns}::bigint[], ${chains}::text[]) as m (aud, n, chain)`.execute(db.read)
  const doubt = rows.find((row) => row.doubt !== null)?.doubt
  if (doubt !== undefined && doubt !== null) return { reset: REASONS[doubt] ?? 'unreadable' }
  const seq = Math.max(0, ...rows.map((row) => row.at ?? 0))
  if (rows.some((row) => row.next !== null && row.next <= seq)) return { reset: 'skewed' }
  return { seq }
}

/** The position of `read`'s snapshot for these audiences, as text. Same transaction as the data, or it is worth nothing. */
export async function cursorAt(read: Queryable, audiences: readonly string[]): Promise<string> {
  const { rows } = await sql<{ epoch: string; aud: string; n: number | null; chain: string | null }>`
    select s.epoch, w.aud, a.n, encode(substr(a.chain, 1, 8), 'hex') as chain
      from feed.shop s cross join unnest(${[...audiences]}::text[]) with ordinality as w (aud, place)
      left join feed.audience a on a.shop = s.shop and a.aud = w.aud
     where s.shop = ${SHOP} order by w.place`.execute(read)
  const marks = new Map<string, Mark>(rows.map(({ aud, n, chain }) => [aud, { n: n ?? 0, chain: chain ?? '' }]))
  return encodeCursor({ epoch: rows[0]?.epoch ?? '', marks })
}

/** Rows in the outbox that others can see mean that the trigger is off. */
export async function isTriggerOff(db: Database): Promise<boolean> {
  const { rows } = await sql<{ off: boolean }>`
    select not exists (select from pg_trigger where tgrelid = 'feed.outbox'::regclass and tgname = 'stamp' and tgenabled = 'O') as off`.execute(
    db.read,
  )
  return rows[0]?.off ?? true
}
