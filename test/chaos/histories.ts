import { healthy } from '../../src/feed/testing/cast.ts'
import { history } from '../../src/feed/testing/history.ts'
import { catchMutants } from '../../src/feed/testing/mutants.ts'
import { shopRights } from '../support/rights.ts'

/** A prime far above any number of histories in a run: runs with other seeds see other histories. */
const STRIDE = 1_000_003
const MUTANT_HISTORIES = 200

/** Plays seeded histories for so long, and sees that every mutant is caught. False: something was found, or a mutant was not. */
export async function playHistories(seed: number, time: number): Promise<boolean> {
  const cast = healthy(shopRights)
  const sum = { histories: 0, clients: 0, committed: 0, resets: 0, restored: 0 }
  const wrong: number[] = []
  for (const end = performance.now() + time; performance.now() < end; sum.histories++) {
    const one = seed * STRIDE + sum.histories
    const { findings, clients, committed, resets, restored } = await history(one, cast)
    sum.clients += clients
    sum.committed += committed
    sum.resets += resets
    sum.restored += restored
    if (findings.length === 0) continue
    wrong.push(one)
    console.log(`history ${one}: ${findings.map(({ fault, what }) => `${fault} ${what}`).join('\n  ')}`)
  }
  console.log(
    `HISTORIES seed=${seed} ${Object.entries(sum)
      .map(([name, count]) => `${name}=${count}`)
      .join(' ')} wrong=${wrong.length}`,
  )
  const verdicts = await catchMutants(cast, MUTANT_HISTORIES)
  const missed = verdicts.filter(({ seed: caughtAt }) => caughtAt === null)
  console.log(`mutants caught ${verdicts.length - missed.length}/${verdicts.length}`)
  for (const { mutant } of missed) console.log(`not caught: ${mutant}`)
  return wrong.length === 0 && missed.length === 0
}
