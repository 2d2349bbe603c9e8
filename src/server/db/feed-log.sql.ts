import { CompiledQuery, type RawBuilder, sql } from 'kysely'
import { encodeCursor, type Mark } from '../../feed/cursor.ts'
import type { Entry } from '../../feed/entry.ts'
import type { Claim, Head, Log, Place, ResetReason } from '../../feed/log.ts'
import { type Proof, SHOP, taken } from './append.sql.ts'
import type { Database, Queryable } from './database.ts'

const COLUMNS = sql`seq, idx, aud, n, encode(substr(chain, 1, 8), 'hex') as chain, body`

type NoRow = { seq: null }
type TailRow = { epoch: string; head: number; here: string | null } & (Row | NoRow)
type Row = { seq: number; idx: number; aud: string; n: number; chain: string; body: string | null }

const toEntry = ({ seq, idx, aud, n, chain, body }: Row): Entry => ({ seq, idx, audience: aud, n, chain, body: body ?? 'null' })

const REASONS: Record<string, ResetReason> = { epoch: 'epoch', future: 'future', retention: 'retention', chain: 'history-forked' }

/**
 * "with ties": a limit would cut a transaction in two, and `seq > last` would then lose its rest. Put together here and not for each look,
 * for which everybody waits.
 */
const after = (most: number) => `
  select s.epoch, s.seq as head, page.*,
         (select encode(substr(chain, 1, 8), 'hex') from feed.entry where shop = ${SHOP} and seq = $1 order by idx desc limit 1) as here
    from feed.shop s left join (
      select seq, idx, aud, n, encode(substr(chain, 1, 8), 'hex') as chain, body
        from feed.entry where shop = ${SHOP} and seq > $1 order by seq fetch first ${most} rows with ties
    ) page on true
   where s.shop = ${SHOP} order by page.seq, page.idx`

/**
 * The feed as PostgreSQL keeps it (migration 0001).
 * @param tailLine what the tail reads over, while there is one: its looks then wait for nobody in the pool
 */
export function feedLog(db: Database, tailLine: () => Queryable | undefined = () => undefined): Log {
  return {
    async head() {
      const { rows } = await sql<Head>`
        select epoch, seq, (select encode(substr(chain, 1, 8), 'hex') from feed.entry e
                             where e.shop = s.shop and e.seq = s.seq order by idx desc limit 1) as chain
          from feed.shop s where shop = ${SHOP}`.execute(db.read)
      const [row] = rows
      if (row === undefined) throw new Error('The feed has no shop')
      return row
    },

    async after(seq, most) {
      const { rows } = await (tailLine() ?? db.read).executeQuery<TailRow>(CompiledQuery.raw(after(most), [seq]))
      const [first] = rows
      if (first === undefined) throw new Error('The feed has no shop')
      const entries = rows.flatMap((row) => (row.seq === null ? [] : [toEntry(row)]))
      return { epoch: first.epoch, head: first.head, chain: first.here, entries }
    },

    // Younger than anything that retention touches.
    async recent(upTo, most) {
      const { rows } = await sql<Row>`
        select * from (select ${COLUMNS} from feed.entry where shop = ${SHOP} and seq <= ${upTo} and at > now() - interval '1 hour'
                        order by seq desc fetch first ${sql.lit(most)} rows with ties) page
        order by seq, idx`.execute(db.read)
      return rows.map(toEntry)
    },

    async page(audiences, seq, upTo, most) {
      const span = sql`feed.entry where shop = ${SHOP} and seq > ${seq} and seq <= ${upTo} and aud = any (${[...audiences]}::text[])`
      const { rows } = await sql<Row>`select ${COLUMNS} from ${span} order by seq, idx limit ${sql.lit(most + 1)}`.execute(db.read)
      if (rows.length <= most) return { entries: rows.map(toEntry), upTo, compacted: null }
      const [last, marks] = await Promise.all([
        sql<Row>`
          with newest as (select distinct on (aud, coalesce(entity, n::text)) aud, n from ${span} order by aud, coalesce(entity, n::text), n desc)
          select ${COLUMNS} from newest join feed.entry using (aud, n) where shop = ${SHOP} order by seq, idx`.execute(db.read),
        sql<{ aud: string; n: number; chain: string }>`
          select distinct on (aud) aud, n, encode(substr(chain, 1, 8), 'hex') as chain from ${span} order by aud, n desc`.execute(db.read),
      ])
      if (await isForgotten(db, audiences, seq)) throw new Error('feed: a part of the page is forgotten')
      return {
        entries: last.rows.map(toEntry),
        upTo,
        compacted: marks.rows.map(({ aud, n, chain }) => ({ audience: aud, n, chain })),
      }
    },

    locate: (claims) => locate(db, claims),
  }
}

/** Whether something after moment `seq` is gone. Asked after a page was read: what is whole now was whole then. */
async function isForgotten(db: Database, audiences: readonly string[], seq: number): Promise<boolean> {
  const { rows } = await sql<{ forgotten: boolean }>`
    select exists (select from unnest(${[...audiences]}::text[]) w (aud), lateral (
      select n, seq from feed.entry where shop = ${SHOP} and aud = w.aud order by n limit 1) first where first.n > 1 and first.seq > ${seq}) as forgotten`.execute(
    db.read,
  )
  return rows[0]?.forgotten ?? true
}

type Stand = { claim: number; doubt: string | null; at: number | null; next: number | null }

/** All in one statement: checked in one snapshot, so that nothing is pruned between two looks. */
async function locate(db: Database, claims: readonly Claim[]): Promise<Place[]> {
  const marks = claims.flatMap(({ cursor }, claim) =>
    [...cursor.marks].map(([audience, { n, chain }]) => ({ claim, epoch: cursor.epoch, audience, n, chain })),
  )
  const column = <K extends keyof (typeof marks)[number]>(key: K) => marks.map((mark) => mark[key])
  const { rows } = await sql<Stand>`
    select m.claim, feed.doubt(${SHOP}, m.epoch, m.aud, m.n, decode(m.chain, 'hex')) as doubt,
           (select seq from feed.entry e where e.shop = ${SHOP} and e.aud = m.aud and e.n = m.n) as at,
           (select seq from feed.entry e where e.shop = ${SHOP} and e.aud = m.aud and e.n = m.n + 1) as next
      from unnest(${column('claim')}::int[], ${column('epoch')}::uuid[], ${column('audience')}::text[], ${column('n')}::bigint[],
                  ${column('chain')}::text[]) as m (claim, epoch, aud, n, chain)`.execute(db.read)
  const stands = new Map<number, Stand[]>()
  for (const row of rows) stands.set(row.claim, [...(stands.get(row.claim) ?? []), row])
  return claims.map((claim, i) => place(claim, stands.get(i) ?? []))
}

function place({ cursor, audiences }: Claim, stands: readonly Stand[]): Place {
  const fits = cursor.marks.size === audiences.length && audiences.every((audience) => cursor.marks.has(audience))
  if (!fits) return { reset: 'audience' }
  const doubt = stands.find((stand) => stand.doubt !== null)?.doubt
  if (doubt !== undefined && doubt !== null) return { reset: REASONS[doubt] ?? 'unreadable' }
  const seq = Math.max(0, ...stands.map((stand) => stand.at ?? 0))
  return stands.some((stand) => stand.next !== null && stand.next <= seq) ? { reset: 'skewed' } : { seq }
}

type Heads = { readonly epoch: string; readonly heads: readonly (readonly [audience: string, n: number, chain: string])[] | null }

/** Two columns for {@link toCursor}. An audience that was never told anything has no head. */
const heads = (audiences: readonly string[]) => sql`
    (select epoch from feed.shop where shop = ${SHOP}) as epoch,
    (select json_agg(json_build_array(aud, n, encode(substr(chain, 1, 8), 'hex'))) from feed.audience
      where shop = ${SHOP} and aud = any (${[...audiences]}::text[])) as heads`

function toCursor(audiences: readonly string[], { epoch, heads }: Heads): string {
  const found = new Map((heads ?? []).map(([audience, n, chain]) => [audience, { n, chain }]))
  return encodeCursor({ epoch, marks: new Map(audiences.map((audience) => [audience, found.get(audience) ?? { n: 0, chain: '' }])) })
}

const here = ([row]: readonly Heads[]): Heads => {
  if (row === undefined) throw new Error('The feed has no shop')
  return row
}

/** The position of `read`'s snapshot for these audiences, as text. Same transaction as the data, or it is worth nothing. */
export async function cursorAt(read: Queryable, audiences: readonly string[]): Promise<string> {
  return toCursor(audiences, here((await sql<Heads>`select ${heads(audiences)}`.execute(read)).rows))
}

/** The newest position, for who asks again and again: the statement is put together once. */
export function watchCursor({ read }: Database, audiences: readonly string[]): () => Promise<string> {
  const statement = sql<Heads>`select ${heads(audiences)}`.compile(read)
  return async () => toCursor(audiences, here((await read.executeQuery(statement)).rows))
}

/**
 * Whether the public was told nothing between two positions but entries of these types. False also when the earlier place has another past
 * by now.
 */
export async function toldPublicOnly(
  { read }: Database,
  types: readonly string[],
  { from, upTo }: { readonly from: Mark; readonly upTo: Mark },
): Promise<boolean> {
  const { rows } = await sql<{ only: boolean }>`
    select exists (select from feed.entry where shop = ${SHOP} and aud = 'public' and n = ${from.n} and substr(chain, 1, 8) = decode(${from.chain}, 'hex'))
       and not exists (select from feed.entry where shop = ${SHOP} and aud = 'public' and n > ${from.n} and n <= ${upTo.n}
                          and type <> all (${[...types]}::text[])) as only`.execute(read)
  return rows[0]?.only ?? false
}

/**
 * Rows and their position in one statement, which sees one committed state by itself.
 * @param who asks: when their access may have been taken since it was proven, it is looked at again
 * @param present a column of `query` that is never null
 */
export async function rowsAtPosition<T>(
  read: Queryable,
  { audiences, proof }: { readonly audiences: readonly string[]; readonly proof: Proof | undefined },
  query: RawBuilder<T>,
  present: keyof T & string,
): Promise<{ rows: readonly T[]; cursor: string }> {
  const { rows } = await sql<T & Heads & { taken: Buffer }>`
    select h.*, q.* from (select ${heads(audiences)}, ${taken} as taken) h left join (${query}) q on true`.execute(read)
  const position = here(rows)
  if (proof !== undefined && rows[0]?.taken.equals(proof.taken) !== true)
    return await rowsAtPosition(read, { audiences, proof: await proof.again() }, query, present)
  return { rows: rows.filter((row) => row[present] !== null), cursor: toCursor(audiences, position) }
}

/** The entries after moment `seq` whose bodies were erased. */
export async function erasedSince({ read }: Database, seq: number): Promise<readonly { readonly audience: string; readonly n: number }[]> {
  const { rows } = await sql<{ audience: string; n: number }>`
    select aud as audience, n from feed.entry where shop = ${SHOP} and seq > ${seq} and body is null`.execute(read)
  return rows
}

/** Rows in the outbox that others can see mean that the trigger is off. */
export async function isTriggerOff(db: Database): Promise<boolean> {
  const { rows } = await sql<{ off: boolean }>`
    select not exists (select from pg_trigger where tgrelid = 'feed.outbox'::regclass and tgname = 'stamp' and tgenabled = 'O') as off`.execute(
    db.read,
  )
  return rows[0]?.off ?? true
}
