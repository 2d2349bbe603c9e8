import { sql } from 'kysely'
import type { AdminProduct } from '../../contract/product.ts'
import { type MissedProduct, MOST_ALERTS, type StockAlert, type StockAlertCount } from '../../contract/stock-alert.ts'
import { type ProductRow, toAdminProduct } from '../catalog/product-row.ts'
import { PRODUCT_COLUMNS } from '../catalog/products.sql.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'

type Row = { account_id: string; product_id: string; state: StockAlert['state']; version: number; changed_at: Date }

const toAlert = ({ product_id: productId, state, version, changed_at }: Row): StockAlert => ({
  productId,
  state,
  version,
  since: changed_at.toISOString(),
})

/** What somebody waits for, the newest first. */
export async function listAlerts(read: Queryable, accountId: string): Promise<StockAlert[]> {
  const { rows } = await sql<Row>`
    select * from stock_alerts where account_id = ${accountId} and state = 'waiting' order by changed_at desc, product_id`.execute(read)
  return rows.map(toAlert)
}

export async function findAlert(read: Queryable, accountId: string, productId: string): Promise<StockAlert | null> {
  const { rows } = await sql<Row>`select * from stock_alerts where account_id = ${accountId} and product_id = ${productId}`.execute(read)
  const [row] = rows
  return row === undefined ? null : toAlert(row)
}

/** Keeps the product as it is until the transaction ends: it cannot come back unseen meanwhile. */
export async function keepProduct(tx: Tx, id: string): Promise<AdminProduct | null> {
  const { rows } = await sql<ProductRow>`select ${PRODUCT_COLUMNS} from products p where p.id = ${id} for share`.execute(tx)
  const [row] = rows
  return row === undefined ? null : toAdminProduct(row)
}

/** The person's alerts change one after the other. @returns how many wait @throws Refusal `auth.expired` when the guest has signed in meanwhile */
export async function holdAlerts(tx: Tx, accountId: string): Promise<number> {
  const { rows: locked } = await sql`select 1 from accounts where id = ${accountId} for no key update`.execute(tx)
  if (locked.length === 0) refuse('auth.expired')
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from stock_alerts where account_id = ${accountId} and state = 'waiting'`.execute(tx)
  return rows[0]?.count ?? 0
}

const SET_WAITING = sql`
  on conflict (account_id, product_id) do update set state = 'waiting', version = stock_alerts.version + 1, changed_at = now()
   where stock_alerts.state <> 'waiting' returning *`

/** @returns null when it waited already */
export async function setWaiting(tx: Tx, accountId: string, productId: string): Promise<StockAlert | null> {
  const { rows } = await sql<Row>`
    insert into stock_alerts (account_id, product_id) values (${accountId}, ${productId}) ${SET_WAITING}`.execute(tx)
  const [row] = rows
  return row === undefined ? null : toAlert(row)
}

/** @returns null when it did not wait */
export async function setOff(tx: Tx, accountId: string, productId: string): Promise<StockAlert | null> {
  const { rows } = await sql<Row>`
    update stock_alerts set state = 'off', version = version + 1, changed_at = now()
     where account_id = ${accountId} and product_id = ${productId} and state = 'waiting' returning *`.execute(tx)
  const [row] = rows
  return row === undefined ? null : toAlert(row)
}

/**
 * What a guest waits for becomes the account's, the newest first, as far as it has room.
 * @returns what is new to the account, and every product for which the number of those who wait may have changed
 */
export async function moveAlerts(tx: Tx, from: string, to: string): Promise<{ moved: StockAlert[]; productIds: string[] }> {
  const room = sql`greatest(0, ${MOST_ALERTS} - (select count(*) from stock_alerts where account_id = ${to} and state = 'waiting'))`
  const { rows: moved } = await sql<Row>`
    insert into stock_alerts (account_id, product_id)
    select ${to}, g.product_id from stock_alerts g where g.account_id = ${from} and g.state = 'waiting'
       and not exists (select from stock_alerts own where own.account_id = ${to} and own.product_id = g.product_id and own.state = 'waiting')
     order by g.changed_at desc, g.product_id limit ${room} ${SET_WAITING}`.execute(tx)
  const { rows: left } = await sql<{ product_id: string }>`
    delete from stock_alerts where account_id = ${from} and state = 'waiting' returning product_id`.execute(tx)
  return { moved: moved.map(toAlert), productIds: left.map(({ product_id }) => product_id) }
}

export type Told = { readonly accountId: string; readonly alert: StockAlert }

/**
 * Takes up to `most` people who wait for these products, the longest first. Who is busy with something else, such as signing in, is
 * left out instead of waited for.
 */
export async function takeWaiting(tx: Tx, productIds: readonly string[], most: number): Promise<Told[]> {
  const { rows } = await sql<Row>`
    with due as (
      select s.account_id, s.product_id from stock_alerts s join accounts a on a.id = s.account_id
       where s.product_id = any (${[...productIds]}::text[]) and s.state = 'waiting'
       order by s.changed_at, s.account_id limit ${most} for update of s skip locked for key share of a skip locked
    )
    update stock_alerts s set state = 'told', version = s.version + 1, changed_at = now() from due
     where s.account_id = due.account_id and s.product_id = due.product_id returning s.*`.execute(tx)
  return rows.map((row) => ({ accountId: row.account_id, alert: toAlert(row) }))
}

const COUNT = sql`product_id as "productId", waiting, version`

/** Of these products, for whom anybody ever waited. */
export async function readCounts(read: Queryable, productIds: readonly string[]): Promise<StockAlertCount[]> {
  const { rows } = await sql<StockAlertCount>`
    select ${COUNT} from stock_alert_counts where product_id = any (${[...productIds]}::text[]) order by product_id`.execute(read)
  return rows
}

/** What most people wait for. */
export async function listMissed(read: Queryable, limit: number): Promise<MissedProduct[]> {
  const { rows } = await sql<MissedProduct>`
    select c.product_id as "productId", c.waiting, c.version, p.name, p.stock
      from stock_alert_counts c join products p on p.id = c.product_id
     where c.waiting > 0 order by c.waiting desc, c.product_id limit ${limit}`.execute(read)
  return rows
}

/** Notes for which of these products somebody still waits to be told that they are back. */
export async function noteBack(tx: Tx, productIds: readonly string[]): Promise<void> {
  await sql`
    update stock_alert_counts set back_at = case when waiting > 0 then coalesce(back_at, now()) end
     where product_id = any (${[...productIds]}::text[]) and (waiting > 0 or back_at is not null)`.execute(tx)
}

export async function forgetBack(tx: Tx, productId: string): Promise<void> {
  await sql`update stock_alert_counts set back_at = null where product_id = ${productId}`.execute(tx)
}

export async function isAnyBack(read: Queryable): Promise<boolean> {
  const { rows } = await sql<{ back: boolean }>`
    select exists (select from stock_alert_counts where back_at is not null) as back`.execute(read)
  return rows[0]?.back ?? false
}

/** Locks the product that has been back for longest and that nobody works on. */
export async function lockBack(tx: Tx): Promise<AdminProduct | null> {
  const { rows } = await sql<ProductRow>`
    select ${PRODUCT_COLUMNS} from stock_alert_counts c join products p on p.id = c.product_id
     where c.back_at is not null order by c.back_at, p.id limit 1 for no key update of p skip locked`.execute(tx)
  const [row] = rows
  return row === undefined ? null : toAdminProduct(row)
}

/** Alerts of guests who can no longer come back. @returns the products that they waited for, one for each alert */
export async function dropLost(tx: Tx, most: number): Promise<string[]> {
  const { rows } = await sql<{ product_id: string }>`
    delete from stock_alerts where (account_id, product_id) in (
      select s.account_id, s.product_id from stock_alerts s join accounts a on a.id = s.account_id
       where a.role = 'guest' and s.state = 'waiting' and a.created_at < now() - interval '1 day'
         and not exists (select from sessions z where z.account_id = a.id)
       limit ${most} for update of s skip locked) returning product_id`.execute(tx)
  return rows.map(({ product_id }) => product_id)
}

/** Alerts that were over longer ago than the feed remembers. @returns how many went */
export async function dropOver(tx: Tx, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from stock_alerts where (account_id, product_id) in (
      select account_id, product_id from stock_alerts where state <> 'waiting' and changed_at < now() - interval '31 days'
       limit ${most} for update skip locked)`.execute(tx)
  return Number(numAffectedRows)
}
