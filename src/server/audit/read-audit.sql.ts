import { sql } from 'kysely'
import type { AuditEntry, AuditQuery } from '../../contract/audit.ts'
import type { Page } from '../../contract/page.ts'
import { DEFAULT_LIMIT } from '../../contract/shared.ts'
import type { Queryable } from '../db/database.ts'
import { decodeMark, encodeMark } from '../http/paging.ts'

type Row = Omit<AuditEntry, '_id' | 'at'> & { readonly id: number; readonly at: Date }

const NO_ID = '0'.repeat(24)

/** Newest first. The total is not counted: nobody reads a log by its length. */
export async function listAudit(
  read: Queryable,
  { by, entity, from, to, limit = DEFAULT_LIMIT, after }: AuditQuery,
): Promise<Page<AuditEntry>> {
  const below = after === undefined ? null : Number(decodeMark(after).value)
  const { rows } = await sql<Row>`
    select u.id, u.at, case when a.id is not null then json_build_object('_id', a.id, 'name', a.name) end as by,
           u.action, u.entity, u.before, u.after
      from audit u left join accounts a on a.id = u.by
     where ${by === undefined ? sql`true` : sql`u.by = ${by}`}
       and ${entity === undefined ? sql`true` : sql`(u.entity = ${entity} or u.entity like ${`${entity.replaceAll('_', '\\_')}:%`})`}
       and ${from === undefined ? sql`true` : sql`u.at >= ${from}::timestamptz`}
       and ${to === undefined ? sql`true` : sql`u.at < ${to}::timestamptz`}
       and ${below === null || !Number.isSafeInteger(below) ? sql`true` : sql`u.id < ${below}`}
     order by u.id desc limit ${limit + 1}`.execute(read)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last !== undefined ? encodeMark({ value: String(last.id), id: NO_ID }) : null
  return { items: shown.map(({ id, at, ...entry }) => ({ _id: String(id), at: at.toISOString(), ...entry })), total: shown.length, next }
}
