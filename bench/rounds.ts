import type { Side, Stage } from './stage.ts'

export const ROUNDS = 3

/** CPU milliseconds per unit of work, and how long each unit took. */
export type Measured = { readonly server: number; readonly postgres: number; readonly times: readonly number[] }

/** Runs `work` once between two looks at the processor clocks. */
export async function measure(stage: Stage, side: Side, units: number, work: () => Promise<readonly number[]>): Promise<Measured> {
  const before = stage.usage()
  const times = await work()
  const after = stage.usage()
  return { server: (after[side] - before[side]) / units, postgres: (after.postgres - before.postgres) / units, times }
}

/** Shop, baseline, shop, baseline …, so that a noisy minute of the machine meets both. */
export async function inTurns<T>(round: (side: Side, round: number) => Promise<T>): Promise<Record<Side, T[]>> {
  const shop: T[] = []
  const baseline: T[] = []
  for (let i = 0; i < ROUNDS; i++) {
    shop.push(await round('shop', i))
    baseline.push(await round('baseline', i))
  }
  return { shop, baseline }
}
