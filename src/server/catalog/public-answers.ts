import { createHash } from 'node:crypto'
import type { Audience } from '../../contract/events.ts'
import type { Page } from '../../contract/page.ts'
import { atPosition } from '../db/at-position.ts'
import type { Database, Queryable } from '../db/database.ts'
import { cursorAt, watchCursor } from '../db/feed-log.sql.ts'
import { shelfPositions } from './shelf-position.ts'

/** What an address of the public catalogue answers, as it goes on the wire. */
export type Answer = {
  readonly body: Buffer
  /** Of the body, so it holds from node to node; weak, since the body may be sent compressed. A product's begins with its version. */
  readonly etag: string
  /** Of a list. */
  readonly page?: Pick<Page<unknown>, 'total' | 'next'>
}

/** What a loader reads: `data` becomes the body. */
export type Loaded = { readonly data: unknown; readonly version?: number; readonly page?: Answer['page'] }
type Load = (read: Queryable) => Promise<Loaded>

/** `shelf` names what was on the shelf when it was read. */
type Kept = Answer & { readonly position: string; readonly shelf: string }

const MOST_BYTES = 16 * 1024 * 1024

/**
 * Answers of the public catalogue, kept ready and never stale: whatever changes one of them writes a `public` entry in the
 * same transaction, so an answer read at a position of that audience is exact for as long as nothing was told since that changes
 * the shelf. One small look at the position decides, at each request: who just wrote reads what they wrote.
 */
export function publicAnswers(db: Database) {
  const kept = new Map<string, Kept>()
  const loading = new Map<string, Promise<Kept>>()
  const shelfAt = shelfPositions(db)
  const look = sharedLook(watchCursor(db, ['public']))
  let bytes = 0

  const keep = (key: string, answer: Kept) => {
    bytes += answer.body.length - (kept.get(key)?.body.length ?? 0)
    kept.delete(key)
    kept.set(key, answer)
    for (const [oldest, { body }] of kept) {
      if (bytes <= MOST_BYTES) break
      kept.delete(oldest)
      bytes -= body.length
    }
  }

  /** Its snapshot opens after the caller saw the `shelf`, so what it reads is that or newer: callers who saw the same share it. */
  const loadOnce = (key: string, shelf: string, load: Load): Promise<Kept> => {
    const at = `${shelf} ${key}`
    const running = loading.get(at)
    if (running !== undefined) return running
    const started = atPosition(db, ['public'], load)
      .then(async ({ data, cursor }) => {
        const answer = { ...toAnswer(data), position: cursor, shelf: await shelfAt(cursor) }
        keep(key, answer)
        return answer
      })
      .finally(() => loading.delete(at))
    loading.set(at, started)
    return started
  }

  const readAnew = async (audiences: readonly Audience[], load: Load): Promise<{ answer: Answer; cursor: string }> => {
    const { data, cursor } = await atPosition(db, audiences, load)
    return { answer: toAnswer(data), cursor }
  }

  return {
    /**
     * @param key names the answer; two loaders never share one
     * @param audiences of the viewer; `public` first
     * @returns the answer, and the viewer's feed position at which it is exact
     */
    async read(key: string, audiences: readonly Audience[], load: Load): Promise<{ answer: Answer; cursor: string }> {
      const anonymous = audiences.length === 1
      for (let tries = 0; tries < 2; tries++) {
        const cursor = await (anonymous ? look() : cursorAt(db.read, audiences))
        const shelf = await shelfAt(publicPart(cursor))
        const ready = kept.get(key)
        if (ready?.shelf === shelf) {
          // The most recently used stand last.
          kept.delete(key)
          kept.set(key, ready)
          return { answer: ready, cursor }
        }
        const fresh = await loadOnce(key, shelf, load)
        if (anonymous) return { answer: fresh, cursor: fresh.position }
        if (fresh.shelf === shelf) return { answer: fresh, cursor }
      }
      // The catalogue changes all the time: read for this viewer alone.
      return await readAnew(audiences, load)
    },
    /** For what changes with more than the shelf: nothing is kept. */
    readAnew,
    get bytes() {
      return bytes
    },
  }
}

function toAnswer({ data, version, page }: Loaded): Answer {
  const body = Buffer.from(JSON.stringify(data))
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 16)
  return { body, etag: `W/"${version === undefined ? '' : `${version}.`}${digest}"`, ...(page !== undefined && { page }) }
}

/** Epoch and public mark: the beginning of every cursor whose first audience is `public`. */
const publicPart = (cursor: string): string => cursor.split('~', 2).join('~')

/** One look for all that ask in the same turn of the event loop. It begins after the last of them asked. */
function sharedLook(look: () => Promise<string>): () => Promise<string> {
  let next: Promise<string> | undefined
  return () => {
    next ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      next = undefined
      return look()
    })
    return next
  }
}
