import { createHash } from 'node:crypto'
import type { Queryable, Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { type Claim, findAnswer, insertKey, saveAnswer } from './idempotency.sql.ts'

type Claimed<T> = {
  /** What was answered to this key before, whoever asks how often; null: nobody has, it is ours to answer. */
  readonly answer: T | null
  /** Keeps ours, in the same transaction as what it tells of. */
  keep(answer: T): void
}

type Ask = {
  /** Whose key it is, and for what: the same key elsewhere is another. */
  readonly scope: string
  readonly key: string
  /** The parsed request. */
  readonly request: unknown
}

/**
 * A parallel request with the same key waits for the first. A refusal rolls the key back with everything else, so it can be used again.
 * @param ask `key` left out: it is done as often as it is asked; `status` of the answer, kept beside it
 * @throws Refusal `key.reused` when the key came with another request before
 */
export async function claim<T extends object>(
  tx: Tx,
  { key, status, ...ask }: Omit<Ask, 'key'> & { key: string | undefined; status: 200 | 201 },
): Promise<Claimed<T>> {
  if (key === undefined) return { answer: null, keep: () => undefined }
  const wanted = toClaim({ ...ask, key })
  if (await insertKey(tx, wanted)) return { answer: null, keep: (answer) => saveAnswer(tx, wanted, status, answer) }
  const answer = await stored<T>(tx, wanted)
  if (answer === null) throw new Error('A key vanished while it was held')
  return { answer, keep: () => undefined }
}

/** What was answered to this key, without taking it; null: nothing yet. @throws Refusal `key.reused` */
export const findAnswered = <T extends object>(read: Queryable, ask: Ask): Promise<T | null> => stored<T>(read, toClaim(ask))

const toClaim = ({ scope, key, request }: Ask): Claim => ({
  scope,
  key,
  hash: createHash('sha256').update(JSON.stringify(request)).digest(),
})

async function stored<T extends object>(read: Queryable, wanted: Claim): Promise<T | null> {
  const found = await findAnswer(read, wanted)
  if (found === undefined) return null
  if (!found.hash.equals(wanted.hash)) refuse('key.reused')
  return found.answer as T
}
