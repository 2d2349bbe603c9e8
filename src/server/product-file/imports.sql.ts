import { sql } from 'kysely'
import type { ImportCounts, ImportRow, ProductImport } from '../../contract/product-file.ts'
import type { Queryable, Tx } from '../db/database.ts'
import { send } from '../db/pipeline.ts'
import type { SaidRow } from './read-row.ts'

type Row = {
  readonly id: string
  readonly name: string
  readonly state: ProductImport['state']
  readonly total: number
  readonly bad: number
  readonly created: number
  readonly changed: number
  readonly same: number
  readonly version: number
  readonly started_at: Date
  readonly updated_at: Date
  readonly by: string | null
  readonly next_batch: number
  readonly batches: number
}

/** With what only the shop needs to go on with it. */
export type StoredImport = ProductImport & { readonly by: string | null; readonly nextBatch: number; readonly batches: number }

const COLUMNS = sql`i.id, i.name, i.state, i.total, i.bad, i.created, i.changed, i.same, i.version, i.started_at, i.updated_at, i.by, i.next_batch, i.batches`

const toStored = (row: Row): StoredImport => ({
  _id: row.id,
  name: row.name,
  state: row.state,
  total: row.total,
  counts: { bad: row.bad, create: row.created, change: row.changed, same: row.same },
  startedAt: row.started_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  version: row.version,
  by: row.by,
  nextBatch: row.next_batch,
  batches: row.batches,
})

export const toImport = ({ by: _by, nextBatch: _next, batches: _batches, ...rest }: StoredImport): ProductImport => rest

const first = (rows: readonly Row[]): StoredImport | null => (rows[0] === undefined ? null : toStored(rows[0]))

/** Until this transaction ends nobody else begins an import. */
export async function holdBeginning(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock('imports'::regclass::oid::int, 0)`.execute(tx)
}

export async function findRunning(read: Queryable): Promise<StoredImport | null> {
  return first((await sql<Row>`select ${COLUMNS} from imports i where i.state = 'running'`.execute(read)).rows)
}

/** One that is running and that nobody has worked on for so many seconds. */
export async function findStill(read: Queryable, seconds: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from imports where state = 'running' and updated_at < now() - make_interval(secs => ${seconds})`.execute(read)
  return rows[0]?.id ?? null
}

export async function findImport(read: Queryable, id: string): Promise<StoredImport | null> {
  return first((await sql<Row>`select ${COLUMNS} from imports i where i.id = ${id}`.execute(read)).rows)
}

/** Newest first. */
export async function listImports(read: Queryable, most: number): Promise<ProductImport[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from imports i order by i.started_at desc, i.id desc limit ${most}`.execute(read)
  return rows.map((row) => toImport(toStored(row)))
}

export async function lockImport(tx: Tx, id: string): Promise<StoredImport | null> {
  return first((await sql<Row>`select ${COLUMNS} from imports i where i.id = ${id} for update`.execute(tx)).rows)
}

export type NewImport = {
  readonly id: string
  readonly by: string
  readonly name: string
  readonly file: Buffer
  readonly total: number
  readonly batches: number
}

export function insertImport(tx: Tx, { id, by, name, file, total, batches }: NewImport): void {
  send(
    tx,
    sql`insert into imports (id, by, name, file_hash, state, total, batches) values (${id}, ${by}, ${name}, ${file}, 'running', ${total}, ${batches})`,
  )
}

type Batch = { readonly said: readonly SaidRow[]; readonly rows: readonly ImportRow[] }

export function insertBatch(tx: Tx, id: string, number: number, { said, rows }: Batch): void {
  send(
    tx,
    sql`insert into import_batches (import_id, number, said, rows) values (${id}, ${number}, ${JSON.stringify(said)}, ${JSON.stringify(rows)})`,
  )
}

export async function readBatch(tx: Tx, id: string, number: number): Promise<Batch> {
  const { rows } = await sql<Batch>`select said, rows from import_batches where import_id = ${id} and number = ${number}`.execute(tx)
  return rows[0] ?? Promise.reject(new Error('A batch of an import is missing'))
}

/** What a new row said, as a digest, and the product that it made. */
export type Made = { readonly words: string; readonly id: string }

export function saveBatch(tx: Tx, id: string, number: number, rows: readonly ImportRow[], made: readonly Made[]): void {
  send(
    tx,
    sql`update import_batches set said = null, rows = ${JSON.stringify(rows)}, made_words = ${made.map(({ words }) => words)}::text[],
               made_ids = ${made.map((each) => each.id)}::text[]
         where import_id = ${id} and number = ${number}`,
  )
}

/** One batch further; the last ends it. */
export async function advance(tx: Tx, id: string, { bad, create, change, same }: ImportCounts): Promise<StoredImport> {
  const { rows } = await sql<Row>`
    update imports i set bad = bad + ${bad}, created = created + ${create}, changed = changed + ${change}, same = same + ${same},
           next_batch = next_batch + 1, state = case when next_batch + 1 >= batches then 'done' else state end,
           version = version + 1, updated_at = now()
     where id = ${id} returning ${COLUMNS}`.execute(tx)
  return first(rows) ?? Promise.reject(new Error('An import vanished while it was locked'))
}

export async function setState(tx: Tx, id: string, state: 'stopped' | 'done'): Promise<StoredImport> {
  const { rows } = await sql<Row>`
    update imports i set state = ${state}, version = version + 1, updated_at = now() where id = ${id} returning ${COLUMNS}`.execute(tx)
  return first(rows) ?? Promise.reject(new Error('An import vanished while it was locked'))
}

/** The products that are there because this very file was brought in before, or one that was not written to its end. */
export async function findMade(read: Queryable, file: Buffer): Promise<Made[]> {
  const { rows } = await sql<Made>`
    select m.words, m.id
      from (select id from imports where file_hash = ${file} union select id from imports where state = 'stopped' or bad > 0) i
      join import_batches b on b.import_id = i.id cross join unnest(b.made_words, b.made_ids) as m (words, id) join products p on p.id = m.id
     where p.archived_at is null`.execute(read)
  return rows
}

/** Some batches' rows as text. */
export async function readRowTexts(read: Queryable, id: string, from: number, most: number): Promise<string[]> {
  const { rows } = await sql<{ rows: string }>`
    select rows::text as rows from import_batches where import_id = ${id} and number >= ${from} order by number limit ${most}`.execute(read)
  return rows.map((batch) => batch.rows)
}

export async function deleteOldImports(read: Queryable, most: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from imports where id in (
      select id from imports where state <> 'running' and updated_at < now() - interval '30 days' limit ${most})`.execute(read)
  return Number(numAffectedRows)
}
