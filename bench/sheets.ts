import { away } from './scenarios/away.ts'
import { coalesce } from './scenarios/coalesce.ts'
import { commits } from './scenarios/commits.ts'
import { fanout } from './scenarios/fanout.ts'
import { idle } from './scenarios/idle.ts'
import { revoke } from './scenarios/revoke.ts'
import { scale } from './scenarios/scale.ts'
import { shop } from './scenarios/shop.ts'
import { slow } from './scenarios/slow.ts'
import { storm } from './scenarios/storm.ts'
import { printSheet, type Sheet } from './sheet.ts'

/** The sync engine, alone and in the shop, and the shop itself, beside their peers. */
export const SHEETS = { fanout, storm, coalesce, slow, idle, commits, revoke, away, shop, scale } satisfies Record<
  string,
  () => Promise<Sheet>
>
export const isSheet = (word: string): word is keyof typeof SHEETS => word in SHEETS

export async function measureSheet(name: keyof typeof SHEETS, about: object): Promise<void> {
  console.log(`${name} …`)
  const began = performance.now()
  const sheet = await SHEETS[name]()
  printSheet(sheet, { ...about, seconds: Math.round((performance.now() - began) / 1000) })
}
