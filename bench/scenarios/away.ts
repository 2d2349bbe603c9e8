import pg from 'pg'
import { type ShopContender, startShopContender } from '../contenders.ts'
import { openCrowd } from '../crowd.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'

const ENTRIES = 100_000
const ENTITIES = 2000
const A_COMMIT = 500
const ROUNDS = 3

/** A screen comes back after a month in which each of two thousand things changed fifty times. */
export async function away(): Promise<Sheet> {
  const shop = await startShopContender()
  try {
    const crowd = await openCrowd(shop, 1)
    await crowd.call('kill')
    const mark = await shop.mark()
    await fill(shop)
    const sent: number[] = []
    const seconds: number[] = []
    for (let i = 0; i < ROUNDS; i++) {
      const back = await openCrowd(shop, 1, mark)
      seconds.push(back.opened / 1000)
      sent.push((await back.report()).changes)
      await back.close()
    }
    await crowd.close()
    const items: Line = { name: 'changes sent', unit: '', rounds: { shop: sent } }
    const time: Line = { name: 'current after', unit: 's', rounds: { shop: seconds } }
    return {
      scenario: `away: ${ENTRIES} entries over ${ENTITIES} entities`,
      lines: [items, time],
      goals: [
        { name: 'shop: changes sent', unit: '', value: medianOf(items, 'shop'), most: ENTITIES },
        { name: 'shop: current', unit: 's', value: medianOf(time, 'shop'), most: 1 },
      ],
    }
  } finally {
    await shop.close()
  }
}

async function fill(shop: ShopContender): Promise<void> {
  const client = new pg.Client(shop.database)
  await client.connect()
  for (let from = 0; from < ENTRIES; from += A_COMMIT)
    await client.query(
      `insert into feed.outbox (shop, type, entity, rev, auds, bodies)
       select 1, 'said', 'bench:' || i % $3, i, array['public'],
              array[json_build_object('type', 'said', 'entity', 'bench:' || i % $3, 'rev', i, 'at', '', 'data', json_build_object('note', repeat('x', 200)))::text]
         from generate_series($1::int, $2::int) i`,
      [from, from + A_COMMIT - 1, ENTITIES],
    )
  await client.end()
}
