import { sql } from 'kysely'
import type { Paper, PaperBody, PaperBuyer } from '../../contract/paper.ts'
import type { PaperKind } from '../../domain/paper-number.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

/** What a paper needs to know of the shop, as it is in this moment. */
export type Seller = PaperBody['seller'] & { readonly timeZone: string; readonly prefix: string }

export async function readSeller(tx: Tx): Promise<Seller> {
  return await tx
    .selectFrom('settings')
    .select([sql<string>`coalesce(nullif(legal_name, ''), name)`.as('name'), 'address', 'phone', 'gstin', 'fssai'])
    .select(['state_code as stateCode', 'time_zone as timeZone', 'invoice_prefix as prefix'])
    .executeTakeFirstOrThrow()
}

/** The next number of a series. Nobody else gets one until this transaction ends, and when it fails the number was never taken. */
export async function takeNumber(tx: Tx, kind: PaperKind, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into paper_series as s (kind, year, last) values (${kind}, ${year}, 1)
    on conflict (kind, year) do update set last = s.last + 1 returning last`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The series gave no number')
  return row.last
}

/** Papers of the other kind are numbered like this. */
export async function isOthersSeries(tx: Tx, kind: PaperKind, series: string): Promise<boolean> {
  const { rows } = await sql`select from papers where kind <> ${kind} and starts_with(number, ${series}) limit 1`.execute(tx)
  return rows.length > 0
}

export type NewPaper = {
  readonly kind: PaperKind
  readonly number: string
  readonly orderId: string
  /** Paise. */
  readonly total: number
  readonly issuedAt: Date
  readonly body: PaperBody
  readonly buyer: PaperBuyer
}

export function insertPaper(tx: Tx, { kind, number, orderId, total, issuedAt, body, buyer }: NewPaper): void {
  send(
    tx,
    sql`insert into papers (kind, number, order_id, total, issued_at, body, buyer)
        values (${kind}, ${number}, ${orderId}, ${total}, ${issuedAt}, ${JSON.stringify(body)}::jsonb, ${JSON.stringify(buyer)}::jsonb)`,
  )
}

export async function findPaper(read: Queryable, orderId: string, kind: PaperKind): Promise<Paper | null> {
  const row = await read
    .selectFrom('papers')
    .select(['number', 'issued_at', 'body', 'buyer'])
    .where('order_id', '=', orderId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  if (row === undefined) return null
  const body = row.body as unknown as PaperBody
  return { kind, number: row.number, issuedAt: row.issued_at.toISOString(), ...body, buyer: row.buyer as PaperBuyer | null }
}
