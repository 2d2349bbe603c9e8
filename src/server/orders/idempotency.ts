import { createHash } from 'node:crypto'
import type { Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { type Claim, findAnswer, insertKey, saveAnswer } from './idempotency.sql.ts'

type Claimed<T> = {
  /** What was answered to this key before, whoever asks how often; null: nobody has, it is ours to answer. */
  readonly answer: T | null
  /** Keeps ours, in the same transaction as what it tells of. */
  keep(answer: T): void
}

/**
 * A parallel request with the same key waits for the first. A refusal rolls the key back with everything else, so it can be used again.
 * @param scope whose key it is, and for what: the same key elsewhere is another
 * @param key left out: it is done as often as it is asked
 * @param request the parsed request
 * @param status of the answer, kept beside it
 * @throws Refusal `key.reused` when the key came with another request before
 */
export async function claim<T extends object>(
  tx: Tx,
  { scope, key, request, status }: { scope: string; key: string | undefined; request: unknown; status: 200 | 201 },
): Promise<Claimed<T>> {
  if (key === undefined) return { answer: null, keep: () => undefined }
  const wanted: Claim = { scope, key, hash: createHash('sha256').update(JSON.stringify(request)).digest() }
  if (await insertKey(tx, wanted)) return { answer: null, keep: (answer) => saveAnswer(tx, wanted, status, answer) }
  const stored = await findAnswer(tx, wanted)
  if (stored === undefined) throw new Error('A key vanished while it was held')
  if (!stored.hash.equals(wanted.hash)) refuse('key.reused')
  return { answer: stored.answer as T, keep: () => undefined }
}
