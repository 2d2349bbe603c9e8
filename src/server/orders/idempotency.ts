import { createHash } from 'node:crypto'
import type { Tx } from '../db/database.ts'
import { refuse } from '../refusal.ts'
import { type Claim, findAnswer, insertKey, saveAnswer } from './idempotency.sql.ts'

/**
 * Does `work` once for this key, whoever asks how often: the answer is kept in the same transaction and given again. A parallel
 * request with the same key waits for the first. A refusal rolls the key back with everything else, so it can be used again.
 * @param scope whose key it is, and for what: the same key elsewhere is another
 * @param request the parsed request
 * @throws Refusal `key.reused` when the key came with another request before
 */
export async function once<T extends object>(
  tx: Tx,
  { scope, key, request }: { scope: string; key: string | undefined; request: unknown },
  work: () => Promise<T>,
): Promise<T> {
  if (key === undefined) return await work()
  const claim: Claim = { scope, key, hash: createHash('sha256').update(JSON.stringify(request)).digest() }
  if (!(await insertKey(tx, claim))) {
    const stored = await findAnswer(tx, claim)
    if (stored === undefined) throw new Error('A key vanished while it was held')
    if (!stored.hash.equals(claim.hash)) refuse('key.reused')
    return stored.answer as T
  }
  const answer = await work()
  await saveAnswer(tx, claim, 201, answer)
  return answer
}
