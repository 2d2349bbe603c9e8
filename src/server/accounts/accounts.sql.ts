import { type Selectable, sql } from 'kysely'
import type { Right, Role } from '../../domain/role.ts'
import { constraintOf, type Queryable, type Tx } from '../db/database.ts'
import type { Accounts } from '../db/types.ts'
import { refuse } from '../refusal.ts'

export type Account = Readonly<Omit<Selectable<Accounts>, 'role' | 'rights'>> & { readonly role: Role; readonly rights: readonly Right[] }

/** The table's checks keep roles and rights to the shop's words. */
const toAccount = (row: Selectable<Accounts>): Account => row as Account

export async function findAccount(read: Queryable, id: string): Promise<Account | undefined> {
  const row = await read.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toAccount(row)
}

export async function findByEmail(read: Queryable, email: string): Promise<Account | undefined> {
  const row = await read.selectFrom('accounts').selectAll().where('email', '=', email).executeTakeFirst()
  return row && toAccount(row)
}

export async function listStaff(read: Queryable): Promise<Account[]> {
  const rows = await read
    .selectFrom('accounts')
    .selectAll()
    .where('role', 'in', ['owner', 'manager', 'staff'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toAccount)
}

export async function hasOwner(read: Queryable): Promise<boolean> {
  const row = await read.selectFrom('accounts').select('id').where('role', '=', 'owner').limit(1).executeTakeFirst()
  return row !== undefined
}

/** Locks the accounts until the transaction ends, in the order of their ids. */
export async function lockAccounts(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const rows = await tx.selectFrom('accounts').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute()
  return new Map(rows.map((row) => [row.id, toAccount(row)]))
}

/** Locks these and every owner's account, in the order of their ids. */
export async function lockWithOwners(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Account>> {
  const rows = await tx
    .selectFrom('accounts')
    .selectAll()
    .where((where) => where.or([where('id', 'in', ids), where('role', '=', 'owner')]))
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, toAccount(row)]))
}

type NewAccount = {
  name: string
  email: string
  phone?: string
  /** null: they set one by a link. */
  passwordHash: string | null
  role: Exclude<Role, 'guest'>
  rights?: readonly Right[]
}

/** @throws Refusal `auth.email-taken`: the unique e-mail decides among parallel registrations */
export async function insertAccount(tx: Tx, { name, email, phone = '', passwordHash, role, rights = [] }: NewAccount): Promise<Account> {
  try {
    const values = { name, email, phone, password_hash: passwordHash, role, rights: [...rights] }
    return toAccount(await tx.insertInto('accounts').values(values).returningAll().executeTakeFirstOrThrow())
  } catch (error) {
    if (constraintOf(error) === 'accounts_email_key') refuse('auth.email-taken')
    throw error
  }
}

export async function insertGuest(tx: Tx): Promise<Account> {
  return toAccount(await tx.insertInto('accounts').values({ role: 'guest', name: 'Guest' }).returningAll().executeTakeFirstOrThrow())
}

type AccountChange = { name?: string; phone?: string; password_hash?: string; role?: Role; rights?: Right[]; banned?: boolean }

export async function updateAccount(tx: Tx, id: string, change: AccountChange): Promise<Account> {
  const row = await tx
    .updateTable('accounts')
    .set({ ...change, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toAccount(row)
}

/** Its sessions and its cart go with it; orders that were not moved stay without a buyer. */
export async function deleteAccount(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('accounts').where('id', '=', id).execute()
}

/** The guest of whom nothing is left goes, with what the feed told them. */
export async function forgetGuest(tx: Tx, id: string): Promise<void> {
  await sql`select forget_guest(${id})`.execute(tx)
}

/**
 * What a guest did becomes the account's. Its orders have not moved, so their `version` stays.
 * @returns the ids of the orders, oldest first
 */
export async function moveBelongings(tx: Tx, from: string, to: string): Promise<string[]> {
  await tx.updateTable('notifications').set({ account_id: to }).where('account_id', '=', from).execute()
  await tx.updateTable('notification_reads').set({ account_id: to }).where('account_id', '=', from).execute()
  await tx.updateTable('pictures').set({ account_id: to }).where('account_id', '=', from).execute()
  await moveReviews(tx, from, to)
  // A request whose answer was lost before the sign-in may be repeated after it, and must not be done twice.
  await moveKeys(tx, from, to)
  const orders = await tx
    .updateTable('orders')
    .set({ account_id: to, rev: sql`rev + 1`, updated_at: sql`now()` })
    .where('account_id', '=', from)
    .returning(['id', 'created_at'])
    .execute()
  // After the orders, as who cancels one locks them.
  await moveCouponUses(tx, from, to)
  return orders.sort((a, b) => a.created_at.getTime() - b.created_at.getTime()).map(({ id }) => id)
}

async function moveCouponUses(tx: Tx, from: string, to: string): Promise<void> {
  await sql`
    with moved as (delete from coupon_people where person = ${`account:${from}`} returning coupon_id, used)
    insert into coupon_people as p (coupon_id, person, used) select coupon_id, ${`account:${to}`}, used from moved
    on conflict (coupon_id, person) do update set used = p.used + excluded.used`.execute(tx)
}

/** Of a product that both wrote of, the account's is the one it edits. */
async function moveReviews(tx: Tx, from: string, to: string): Promise<void> {
  await sql`
    update reviews r set account_id = ${to} where r.account_id = ${from}
       and not exists (select from reviews own where own.account_id = ${to} and own.product_id = r.product_id)`.execute(tx)
}

/** A key that the account used too stays the account's. */
async function moveKeys(tx: Tx, from: string, to: string): Promise<void> {
  await sql`
    with moved as (delete from idempotency_keys where scope like ${`${from} %`} returning *)
    insert into idempotency_keys (scope, key, request_hash, status, answer, created_at)
    select ${to} || substr(scope, 25), key, request_hash, status, answer, created_at from moved on conflict do nothing`.execute(tx)
}
