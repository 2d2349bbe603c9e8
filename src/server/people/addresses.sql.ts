import { sql } from 'kysely'
import { type Address, type AddressInput, MAX_ADDRESSES } from '../../contract/address.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'

const columns = sql`id as "_id", label, recipient, phone, lines, pincode, is_default as "isDefault", version`

/** The default first, then as they were added. */
export async function listAddresses(read: Queryable, accountId: string): Promise<Address[]> {
  const { rows } = await sql<Address>`
    select ${columns} from addresses where account_id = ${accountId} order by is_default desc, created_at, id`.execute(read)
  return rows
}

/** The person's addresses change one after the other. @returns how many there are */
async function holdAddresses(tx: Tx, accountId: string): Promise<number> {
  await sql`select from accounts where id = ${accountId} for no key update`.execute(tx)
  const { rows } = await sql<{ count: number }>`select count(*) as count from addresses where account_id = ${accountId}`.execute(tx)
  return rows[0]?.count ?? 0
}

const noOtherDefault = (tx: Tx, accountId: string, id: string) =>
  sql`update addresses set is_default = false where account_id = ${accountId} and is_default and id <> ${id}`.execute(tx)

/** @throws Refusal `address.too-many` */
export async function insertAddress(tx: Tx, accountId: string, id: string, wanted: AddressInput): Promise<Address> {
  const count = await holdAddresses(tx, accountId)
  if (count >= MAX_ADDRESSES) refuse('address.too-many', { most: MAX_ADDRESSES })
  const isDefault = wanted.isDefault || count === 0
  if (isDefault) await noOtherDefault(tx, accountId, id)
  const { label, recipient, phone, lines, pincode } = wanted
  const { rows } = await sql<Address>`
    insert into addresses (id, account_id, label, recipient, phone, lines, pincode, is_default)
    values (${id}, ${accountId}, ${label}, ${recipient}, ${phone}, ${lines}, ${pincode}, ${isDefault}) returning ${columns}`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('The address was not inserted')
  return row
}

/** The default stays it until another becomes it. @throws Refusal `address.not-found`, also for somebody else's */
export async function updateAddress(tx: Tx, accountId: string, id: string, wanted: AddressInput): Promise<Address> {
  await holdAddresses(tx, accountId)
  if (wanted.isDefault) await noOtherDefault(tx, accountId, id)
  const { label, recipient, phone, lines, pincode, isDefault } = wanted
  const { rows } = await sql<Address>`
    update addresses set label = ${label}, recipient = ${recipient}, phone = ${phone}, lines = ${lines}, pincode = ${pincode},
           is_default = is_default or ${isDefault}, version = version + 1
     where id = ${id} and account_id = ${accountId} returning ${columns}`.execute(tx)
  return rows[0] ?? refuse('address.not-found')
}

/** The oldest of the rest becomes the default. @throws Refusal `address.not-found`, also for somebody else's */
export async function deleteAddress(tx: Tx, accountId: string, id: string): Promise<void> {
  await holdAddresses(tx, accountId)
  const { rows } = await sql<{ isDefault: boolean }>`
    delete from addresses where id = ${id} and account_id = ${accountId} returning is_default as "isDefault"`.execute(tx)
  const gone = rows[0] ?? refuse('address.not-found')
  if (!gone.isDefault) return
  await sql`update addresses set is_default = true
             where id = (select id from addresses where account_id = ${accountId} order by created_at, id limit 1)`.execute(tx)
}
