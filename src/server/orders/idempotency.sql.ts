import { sql } from 'kysely'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

export type Claim = { readonly scope: string; readonly key: string; readonly hash: Buffer }
export type StoredAnswer = { readonly hash: Buffer; readonly answer: unknown }

/** Writes the key unless it is there; waits for a transaction that is writing the same. @returns true when it is ours to answer */
export async function insertKey(tx: Tx, { scope, key, hash }: Claim): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotency_keys (scope, key, request_hash, status, answer) values (${scope}, ${key}, ${hash}, 0, 'null')
    on conflict do nothing returning 1`.execute(tx)
  return rows.length === 1
}

export async function findAnswer(read: Queryable, { scope, key }: Claim): Promise<StoredAnswer | undefined> {
  return await read
    .selectFrom('idempotency_keys')
    .select(['request_hash as hash', 'answer'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst()
}

export function saveAnswer(tx: Tx, { scope, key }: Claim, status: number, answer: object): void {
  send(tx, sql`update idempotency_keys set status = ${status}, answer = ${JSON.stringify(answer)} where scope = ${scope} and key = ${key}`)
}
