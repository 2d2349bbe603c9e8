import { sql } from 'kysely'
import type { Picture, PictureKind } from '../../contract/picture.ts'
import type { Queryable, Tx } from '../db/database.ts'
import type { Rendered } from './render.ts'

/** The id of the stored picture that a path names, as `picture_of` in the database reads it. */
export const pictureIn = (path: string): string | null => /^\/media\/pictures\/([0-9a-f]{24})(?:-[0-9]+\.webp)?$/.exec(path)?.[1] ?? null

const picturePath = (id: string): string => `/media/pictures/${id}-640.webp`

export async function insertPicture(tx: Tx, kind: PictureKind, accountId: string, rendered: Rendered): Promise<Picture> {
  const { width, height, sha256, files } = rendered
  const { id, created_at: createdAt } = await tx
    .insertInto('pictures')
    .values({ kind, account_id: accountId, sha256, width, height })
    .returning(['id', 'created_at'])
    .executeTakeFirstOrThrow()
  const rows = files.map((file) => ({ picture_id: id, format: 'webp', ...file }))
  await tx.insertInto('picture_files').values(rows).execute()
  return { _id: id, kind, path: picturePath(id), width, height, createdAt: createdAt.toISOString() }
}

/** How many somebody sent within the last hour. */
export async function countRecentPictures(read: Queryable, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pictures where account_id = ${accountId} and created_at > now() - interval '1 hour'`.execute(read)
  return rows[0]?.count ?? 0
}

export type PictureFile = {
  readonly kind: PictureKind
  readonly accountId: string | null
  readonly tag: string
  readonly bytes: Buffer
}

/** The smallest file that is at least `width` wide, else the largest there is. */
export async function findPictureFile(read: Queryable, id: string, width: number): Promise<PictureFile | null> {
  const { rows } = await sql<PictureFile>`
    select p.kind, p.account_id as "accountId", substr(encode(p.sha256, 'hex'), 1, 16) || '-' || f.width as tag, f.bytes
      from pictures p join picture_files f on f.picture_id = p.id
     where p.id = ${id} order by f.width >= ${width} desc, abs(f.width - ${width}) limit 1`.execute(read)
  return rows[0] ?? null
}

/** Keeps a picture from being swept out until this transaction has said what uses it. @returns whether it is there */
export async function holdPicture(tx: Tx, id: string, kind: PictureKind, accountId: string | null = null): Promise<boolean> {
  const { rows } = await sql`
    select from pictures where id = ${id} and kind = ${kind} and (${accountId}::text is null or account_id = ${accountId}) for key share`.execute(
    tx,
  )
  return rows.length > 0
}

/** Locked first and asked again afterwards, so that what begins to be used meanwhile stays. @returns how many went */
export async function deleteUnusedPictures(tx: Tx, most: number): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from pictures where id in (select unused_pictures()) order by id limit ${most} for update skip locked`.execute(tx)
  const { numAffectedRows = 0n } = await sql`
    delete from pictures where id = any (${rows.map(({ id }) => id)}::text[]) and id in (select unused_pictures())`.execute(tx)
  return Number(numAffectedRows)
}
