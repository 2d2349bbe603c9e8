import { type Name, startContender } from '../contenders.ts'
import { openCrowd } from '../crowd.ts'
import { ensureFiles } from '../processes.ts'
import { type Line, medianOf, type Sheet } from '../sheet.ts'

const CLIENTS = 10_000
const ROUNDS = 3
const NAMES = ['ws', 'socket.io', 'engine', 'shop'] as const satisfies readonly Name[]

/** Memory that the kernel counts for the process (RSS), before and with ten thousand sockets that do nothing. */
export async function idle(): Promise<Sheet> {
  ensureFiles(CLIENTS)
  const rounds: Record<string, number[]> = {}
  for (let i = 0; i < ROUNDS; i++) for (const name of NAMES) rounds[name] = [...(rounds[name] ?? []), await memoryOfOne(name)]
  const line: Line = { name: 'memory of an idle socket', unit: 'KiB', rounds }
  return {
    scenario: `idle: ${CLIENTS} sockets`,
    lines: [line],
    goals: ['engine', 'shop'].map((name) => ({ name: `${name}: an idle socket`, unit: 'KiB', value: medianOf(line, name), most: 20 })),
  }
}

async function memoryOfOne(name: Name): Promise<number> {
  const contender = await startContender(name)
  try {
    // A few first: what the programs themselves need is no socket's.
    await (await openCrowd(contender, 200)).close()
    const before = await contender.stat({ collect: true })
    const crowd = await openCrowd(contender, CLIENTS)
    const { rss } = await contender.stat({ collect: true })
    await crowd.report()
    await crowd.close()
    return (rss - before.rss) / CLIENTS / 1024
  } finally {
    await contender.close()
  }
}
