import { appendAll } from '../db/append.sql.ts'
import type { Tx } from '../db/database.ts'
import { putBack } from './exchange.ts'
import { moveHold, releaseHoldOf } from './holds.sql.ts'
import { readRules } from './shop-rules.sql.ts'

/** The checkout of who goes on as somebody else keeps what it holds, with its time; it goes back where they are checking out already. */
export async function handOverHold(tx: Tx, fromAccountId: string, toAccountId: string): Promise<void> {
  if (!(await moveHold(tx, fromAccountId, toAccountId))) await giveBackHold(tx, fromAccountId)
}

/** For who goes: their hold goes with the account, and nobody would find any more what it kept. */
export async function giveBackHold(tx: Tx, accountId: string): Promise<void> {
  const ended = await releaseHoldOf(tx, accountId)
  if (ended !== null) appendAll(tx, await putBack(tx, await readRules(tx), ended.kept))
}
