import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'

type Fields = Readonly<Record<string, unknown>>

export type Deed = {
  /** `zone.create`, `order.move` … */
  readonly action: `${string}.${string}`
  /** `zone:<id>` … */
  readonly entity: string
  /** null: it was made. */
  readonly before: Fields | null
  /** null: it was removed. */
  readonly after: Fields | null
}

/** These say that something changed, not what. */
const BOOKKEEPING = new Set(['version', 'updatedAt'])

/**
 * Writes down who changed what, in the transaction that changes it. Of two states only the fields that differ are kept. Give it no
 * names, e-mails, phones or addresses of people: what is written here stays.
 * @param by the account's id; null: the shop itself
 */
export function audit(tx: Tx, by: string | null, { action, entity, before, after }: Deed): void {
  const [old, now] = before === null || after === null ? [before, after] : differing(before, after)
  send(
    tx,
    sql`insert into audit (by, action, entity, before, after) values (${by}, ${action}, ${entity}, ${toJson(old)}::jsonb, ${toJson(now)}::jsonb)`,
  )
}

const toJson = (fields: Fields | null): string | null => (fields === null ? null : JSON.stringify(fields))

function differing(before: Fields, after: Fields): [Fields, Fields] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = keys.filter((key) => !BOOKKEEPING.has(key) && !isDeepStrictEqual(before[key], after[key]))
  const only = (fields: Fields) => Object.fromEntries(changed.map((key) => [key, fields[key] ?? null]))
  return [only(before), only(after)]
}
