import type { Picture, PictureKind, PictureQuery } from '../../contract/picture.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Deps } from '../deps.ts'
import { refuse } from '../refusal.ts'
import { lanes } from './lanes.ts'
import { countRecentPictures, insertPicture } from './pictures.sql.ts'
import { render } from './render.ts'

/** Decoding takes hundreds of megabytes at worst: two at once is what a small machine bears. */
const inTurn = lanes(2)

const MOST_AN_HOUR: Record<PictureKind, number> = { product: 1000, reference: 20 }

/**
 * Stores a picture that somebody sent, drawn anew.
 * @param become who sends it, once it turned out to be a picture: nobody yet becomes a guest then
 * @throws Refusal `rate.limited`, and those of {@link render}
 */
export async function receivePicture(
  { db }: Deps,
  { kind, crop }: PictureQuery,
  bytes: Buffer,
  { viewer, become }: { viewer: Viewer | null; become: () => Promise<Viewer> },
): Promise<Picture> {
  if (viewer !== null && (await countRecentPictures(db.read, viewer.accountId)) >= MOST_AN_HOUR[kind]) refuse('rate.limited')
  const rendered = await inTurn(() => render(bytes, crop))
  const { accountId } = await become()
  return await db.transaction((tx) => insertPicture(tx, kind, accountId, rendered))
}
