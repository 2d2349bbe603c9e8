import { type Contender, type Name, startContender } from './contenders.ts'
import { type Crowd, openCrowd } from './crowd.ts'

export type Stand = { readonly contender: Contender; readonly crowd: Crowd }

/** Opens each contender with its crowd, lends them, and closes them in any case. */
export async function withStands<T>(names: readonly Name[], clients: number, work: (stands: readonly Stand[]) => Promise<T>): Promise<T> {
  const stands: Stand[] = []
  try {
    for (const name of names) {
      const contender = await startContender(name)
      stands.push({ contender, crowd: await openCrowd(contender, clients) })
    }
    return await work(stands)
  } finally {
    for (const { contender, crowd } of stands) {
      await crowd.close()
      await contender.close()
    }
  }
}

/** A B A B …, so that a noisy minute of the machine meets all. The first round is not counted: programs are compiled in it. */
export async function inTurns<T>(
  stands: readonly Stand[],
  rounds: number,
  round: (stand: Stand) => Promise<T>,
): Promise<Record<string, T[]>> {
  const results: Record<string, T[]> = {}
  for (const stand of stands) await round(stand)
  for (let i = 0; i < rounds; i++)
    for (const stand of stands) {
      const { name } = stand.contender
      results[name] = [...(results[name] ?? []), await round(stand)]
    }
  return results
}

/** One figure of every round, by contender. */
export const pick = <T>(results: Record<string, T[]>, of: (round: T) => number): Record<string, number[]> =>
  Object.fromEntries(Object.entries(results).map(([name, rounds]) => [name, rounds.map(of)]))
