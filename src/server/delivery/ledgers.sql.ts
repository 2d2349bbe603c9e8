import { type RawBuilder, sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

export type SlotPoints = { readonly slotId: string; readonly day: string; readonly points: number }

/** What was kept for somebody: pieces by product, and points of slots' days. */
export type Kept = { readonly pieces: ReadonlyMap<string, number>; readonly points: readonly SlotPoints[] }
export const NOTHING_KEPT: Kept = { pieces: new Map(), points: [] }

type Taking = 'hold' | 'order'
type Giving = { readonly hold: 'release'; readonly order: 'cancel' }

type Row = {
  readonly pieces: readonly { readonly productId: string; readonly pieces: number }[]
  readonly points: readonly SlotPoints[]
}

/**
 * Two CTEs that write what holds or orders took into the ledgers as given back, once: what was given back before is not again.
 * @param refs a query of their ids as `ref`
 */
export const givingBack = <T extends Taking>(refs: RawBuilder<unknown>, took: T, as: Giving[T]) => sql`
  given_pieces as (
    insert into stock_ledger (product_id, pieces, cause, ref)
    select l.product_id, -l.pieces, ${as}, l.ref from stock_ledger l join (${refs}) r on l.ref = r.ref where l.cause = ${took}
    on conflict on constraint stock_ledger_once do nothing returning product_id, -pieces as pieces
  ), given_points as (
    insert into capacity_ledger (slot_id, day, points, cause, ref)
    select l.slot_id, l.day, -l.points, ${as}, l.ref from capacity_ledger l join (${refs}) r on l.ref = r.ref where l.cause = ${took}
    on conflict on constraint capacity_ledger_once do nothing returning slot_id, day, -points as points
  )`

/** What {@link givingBack} gave, summed, as columns that {@link toKept} reads. */
export const given = sql`
  (select coalesce(json_agg(json_build_object('productId', g.product_id, 'pieces', g.pieces)), '[]')
     from (select product_id, sum(pieces) as pieces from given_pieces group by product_id) g) as pieces,
  (select coalesce(json_agg(json_build_object('slotId', g.slot_id, 'day', g.day, 'points', g.points)), '[]')
     from (select slot_id, day, sum(points) as points from given_points group by slot_id, day) g) as points`

export const toKept = ({ pieces, points }: Row): Kept => ({
  pieces: new Map(pieces.map((each) => [each.productId, each.pieces])),
  points,
})

/** Writes that an order's pieces and points are given back. The caller puts them back. */
export async function giveBackOrder(tx: Tx, orderId: string): Promise<Kept> {
  const { rows } = await sql<Row>`
    with ${givingBack(sql`select ${orderId}::text as ref`, 'order', 'cancel')} select ${given}`.execute(tx)
  const [row] = rows
  return row === undefined ? NOTHING_KEPT : toKept(row)
}

/** Writes what a hold or an order takes. */
export function writeTaken(tx: Tx, cause: Taking, ref: string, { pieces, points }: Kept): void {
  if (pieces.size > 0)
    send(
      tx,
      sql`insert into stock_ledger (product_id, pieces, cause, ref)
          select *, ${cause}, ${ref} from unnest(${[...pieces.keys()]}::text[], ${[...pieces.values()]}::int[])`,
    )
  for (const { slotId, day, points: taken } of points)
    send(tx, sql`insert into capacity_ledger (slot_id, day, points, cause, ref) values (${slotId}, ${day}, ${taken}, ${cause}, ${ref})`)
}

/** What somebody's hold keeps now: theirs to order, though the shelf does not show it. */
export async function keptFor(read: Queryable, accountId: string): Promise<Kept> {
  const { rows } = await sql<Row>`
    select (select coalesce(json_agg(json_build_object('productId', l.product_id, 'pieces', l.pieces)), '[]')
              from stock_ledger l where l.ref = h.id and l.cause = 'hold') as pieces,
           (select coalesce(json_agg(json_build_object('slotId', l.slot_id, 'day', l.day, 'points', l.points)), '[]')
              from capacity_ledger l where l.ref = h.id and l.cause = 'hold') as points
      from holds h where h.account_id = ${accountId} and h.state = 'active' and h.expires_at > now()`.execute(read)
  const [row] = rows
  return row === undefined ? NOTHING_KEPT : toKept(row)
}
