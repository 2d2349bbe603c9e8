import { away } from './scenarios/away.ts'
import { coalesce } from './scenarios/coalesce.ts'
import { commits } from './scenarios/commits.ts'
import { fanout } from './scenarios/fanout.ts'
import { idle } from './scenarios/idle.ts'
import { revoke } from './scenarios/revoke.ts'
import { slow } from './scenarios/slow.ts'
import { storm } from './scenarios/storm.ts'
import { printSheet, type Sheet } from './sheet.ts'

/** The sync engine, alone and in the shop, beside its peers. */
export const SYNC = { fanout, storm, coalesce, slow, idle, commits, revoke, away } satisfies Record<string, () => Promise<Sheet>>
export const isSync = (word: string): word is keyof typeof SYNC => word in SYNC

export async function measureSync(name: keyof typeof SYNC, about: object): Promise<void> {
  console.log(`${name} …`)
  const began = performance.now()
  const sheet = await SYNC[name]()
  printSheet(sheet, { ...about, seconds: Math.round((performance.now() - began) / 1000) })
}
