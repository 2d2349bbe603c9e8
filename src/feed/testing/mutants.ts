import type { Batch } from '../batch.ts'
import type { Log } from '../log.ts'
import { LeakyDatabase, LeakyLog, SequenceDatabase, SequenceLog, TornDatabase, TrustingLog, TrustingStore } from './broken-parts.ts'
import type { Cast } from './cast.ts'
import { history } from './history.ts'
import type { Fault } from './judge.ts'
import { SimulatedDatabase } from './simulated-database.ts'

/** The log, with some of its answers broken. */
const broken =
  (parts: (log: Log) => Partial<Log>) =>
  (log: Log): Log => ({
    head: () => log.head(),
    after: (seq, most) => log.after(seq, most),
    recent: (upTo, most) => log.recent(upTo, most),
    page: (audiences, seq, upTo, most) => log.page(audiences, seq, upTo, most),
    locate: (claims) => log.locate(claims),
    ...parts(log),
  })

const alone = (text: string): string[] => {
  const { entries, live, marks } = JSON.parse(text) as Batch
  if (marks !== undefined || entries.length < 2) return [text]
  return entries.map((entry) => JSON.stringify({ live, entries: [entry] }))
}

/** Feeds that are wrong in one place each. A proof that does not notice one of them proves nothing. */
export const MUTANTS: Readonly<Record<string, Partial<Cast>>> = {
  'news before the commit': { database: (fate) => new LeakyDatabase(fate, new LeakyLog(fate.wait)) },
  'numbers from a sequence, read by seq > cursor': { database: (fate) => new SequenceDatabase(fate, new SequenceLog(fate.wait)) },
  'no guard in the client': { store: (cursor, now) => new TrustingStore(cursor, now) },
  'an await between replay and live': {
    splice: async (at, published, fate) => {
      await fate.wait()
      return Math.max(at, published())
    },
  },
  'replay begins one moment late': { splice: (at) => at + 1 },
  'page and position from two moments': { database: (fate) => new TornDatabase(fate) },
  'a limit cuts a transaction in two': {
    log: broken((log) => ({
      after: async (seq, most) => {
        const found = await log.after(seq, most)
        return { ...found, entries: found.entries.slice(0, most) }
      },
    })),
  },
  'a transaction is shown by halves': { packets: alone },
  'the chain of a cursor is not checked': { database: (fate) => new SimulatedDatabase(fate, new TrustingLog(fate.wait)) },
  'a node does not see a restored backup': {
    log: broken((log) => ({
      head: async () => ({ ...(await log.head()), chain: null }),
      after: async (seq, most) => {
        const found = await log.after(seq, most)
        return { ...found, chain: null, head: Math.max(found.head, seq) }
      },
    })),
  },
  'a right is taken away after what follows': { revoke: (run, fate) => fate.soon(run) },
  'the register is asked after the session': { checkedAt: (_, after) => after },
  'a compacted page without its marks': {
    log: broken((log) => ({
      page: async (audiences, seq, upTo, most) => {
        const page = await log.page(audiences, seq, upTo, most)
        return { ...page, compacted: page.compacted && [] }
      },
    })),
  },
  'a drained line is not served again': { drained: () => undefined },
  'a reader hears the audience of others': { audiences: (audiences) => [...audiences, 'admin'] },
}

/** `seed`: of the first history that showed it; null: none did. */
export type Verdict = { readonly mutant: string; readonly seed: number | null; readonly fault: Fault | null }

/** Plays each mutant until it is caught, over at most that many histories. */
export async function catchMutants(cast: Cast, histories: number): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const [mutant, parts] of Object.entries(MUTANTS)) {
    let verdict: Verdict = { mutant, seed: null, fault: null }
    for (let seed = 1; seed <= histories && verdict.seed === null; seed++) {
      const [finding] = (await history(seed, { ...cast, ...parts })).findings
      if (finding !== undefined) verdict = { mutant, seed, fault: finding.fault }
    }
    verdicts.push(verdict)
  }
  return verdicts
}
