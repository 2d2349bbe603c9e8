import { afterAll, beforeAll, expect, test } from 'vitest'
import { OWNER_ENV, openStage, type Stage } from '../fire/stage.ts'
import { TRIALS } from '../fire/trials.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'

/** The same at length: npm run fire -- --rounds 100 */
const ROUNDS = Number(process.env.ROUNDS ?? 1)
const BUYERS = 100

let cluster: Cluster
let stage: Stage

beforeAll(async () => {
  cluster = await startCluster({ postgres: 'shared', nodes: 2, redis: false, env: OWNER_ENV })
  stage = await openStage(cluster, BUYERS)
}, 180_000)
afterAll(async () => {
  await stage?.[Symbol.asyncDispose]()
  await cluster?.close()
})

const play = async (id: string) => {
  const trial = TRIALS.find((each) => each.id === id)
  for (let round = 0; round < ROUNDS; round++) expect(await trial?.play(stage)).toMatchObject({ wrong: [], serverErrors: 0 })
}

test('[F30] [D07] of 100 buyers for the last 5 pieces, on two nodes, 5 get one', () => play('F30'))
test('[D09] of 100 buyers for the last places of a slot, on two nodes, 5 get one', () => play('D09'))
test('[F31] carts in opposite order are all taken', () => play('F31'))
test('[F34] 50 parallel and 10 serial orders under one key are one order', () => play('F34'))
test('[F39] of buyers who cancel and staff who go on, one wins each', () => play('F39'))
test('[F40] while a price changes nobody is charged otherwise than was shown', () => play('F40'))
test('[F41] a coupon for 7 is used 7 times by 100 buyers on two nodes', () => play('F41'))
test('[D20] an order that is cancelled 20 times on two nodes gives back once', () => play('D20'))
