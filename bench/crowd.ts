import type { Contender, Mark } from './contenders.ts'
import { cpuOf } from './cpu.ts'
import { start } from './processes.ts'

export type Report = {
  readonly frames: number
  readonly changes: number
  readonly gaps: number
  readonly closes: number
  readonly errors: Record<string, number>
  readonly p50: number
  readonly p99: number
  /** Of the client that heard least. */
  readonly least: number
  readonly noticed: { readonly count: number; readonly last: number }
  readonly closedAt: readonly (readonly [index: number, at: number])[]
}

/** Thousands of clients of one server, in a process of their own. */
export type Crowd = {
  readonly count: number
  /** Milliseconds until everybody was live. */
  readonly opened: number
  /** Everybody expects so many more changes; resolves when all have heard them, to when the last did. */
  hear(
    changes: number,
    say: () => Promise<unknown>,
    options?: { clients?: number; keep?: boolean; awake?: boolean },
  ): Promise<{ at: number }>
  /** When each change was heard, by its key: of what was expected last with `keep`. Milliseconds since 1970. */
  kept(): Promise<ReadonlyMap<number, readonly number[]>>
  call<T = object>(call: string, order?: object): Promise<T>
  /** What was counted since it was asked last. @throws when an entry was missed, or a connection lost or refused */
  report(options?: { lossy?: boolean }): Promise<Report>
  close(): Promise<void>
}

/** Dials at most so many at once; more than a server's queue for new connections holds would wait for the kernel's next try. */
export const AT_ONCE = 400

/** What a crowd needs to know of a server. */
export type Meeting = Pick<Contender, 'name' | 'target' | 'mark'>

export async function openCrowd(contender: Meeting, count: number, from?: Mark): Promise<Crowd> {
  const swarm = await start('swarm/swarm.mjs')
  const mark = from ?? (await contender.mark())
  const began = performance.now()
  await swarm.call('open', { target: contender.target, count, atOnce: AT_ONCE, from: mark, first: 0 })
  const opened = performance.now() - began
  const report: Crowd['report'] = async ({ lossy = false } = {}) => {
    const report = await swarm.call<Report>('report')
    const { gaps, closes, errors } = report
    if (!lossy && (gaps > 0 || closes > 0 || Object.keys(errors).length > 0))
      throw new Error(`${contender.name}: ${gaps} gaps, ${closes} connections lost, ${JSON.stringify(errors)}`)
    return report
  }
  return {
    count,
    opened,
    call: swarm.call,
    kept: async () => new Map(await swarm.call<[number, number[]][]>('kept')),
    report,
    hear: async (changes, say, options = {}) => {
      await swarm.call('expect', { changes, ...options })
      const all = swarm.call<{ at: number }>('reached')
      await say()
      return all
    },
    close: () => swarm.close(),
  }
}

/** Milliseconds of a server's CPU, all its threads, while `work` ran. */
export async function cpuDuring(contender: Contender, work: () => Promise<unknown>): Promise<number> {
  const { postgres } = contender as { postgres?: number }
  const before = cpuOf(contender.pid, postgres)
  await work()
  return cpuOf(contender.pid, postgres) - before
}
