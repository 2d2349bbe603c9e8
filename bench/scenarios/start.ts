import { join } from 'node:path'
import { startShop, temporaryFolder } from '../../test/support/shop-process.ts'
import { cpuOf, memoryOf } from '../cpu.ts'
import type { Figure } from '../figures.ts'
import { ROUNDS } from '../rounds.ts'
import { emptyDatabase, postmasterOf, type Stage, startBaseline } from '../stage.ts'

/** After this a process that has just started has come to rest. */
const REST = 5000

type Started = { readonly seconds: number; readonly server: number; readonly postgres: number; readonly idle: number }

/** A first start in an empty folder, demo and all; the next start of the same shop; and what it takes while nobody is there. */
export async function start(stage: Stage): Promise<Figure[]> {
  const first: Started[] = []
  const second: Started[] = []
  const baseline: { seconds: number; server: number }[] = []
  for (let i = 0; i < ROUNDS; i++) {
    await using folder = await temporaryFolder()
    const dataDir = join(folder.path, 'data')
    first.push(await startOnce(dataDir))
    second.push(await startOnce(dataDir))
    baseline.push(await startBaselineOnce(stage))
  }
  const seconds = (name: string, started: readonly Started[]): Figure => ({ name, unit: 's', shop: started.map((each) => each.seconds) })
  return [
    seconds('start: first, with the demo', first),
    { ...seconds('start: again', second), baseline: baseline.map((each) => each.seconds) },
    {
      name: 'start: memory of the idle server',
      unit: 'MiB',
      shop: second.map(({ server }) => server),
      baseline: baseline.map(({ server }) => server),
    },
    { name: 'start: memory of the idle PostgreSQL', unit: 'MiB', shop: second.map(({ postgres }) => postgres) },
    { name: 'start: CPU of an idle second', unit: 'ms', shop: second.map(({ idle }) => idle) },
  ]
}

const rest = () => new Promise((resolve) => setTimeout(resolve, REST))

async function startOnce(dataDir: string): Promise<Started> {
  const began = performance.now()
  await using shop = await startShop({ dataDir, env: { DEMO: '1' } })
  const seconds = (performance.now() - began) / 1000
  const postgres = postmasterOf(dataDir).pid
  await rest()
  const before = cpuOf(shop.pid)
  await rest()
  const idle = (cpuOf(shop.pid) - before) / (REST / 1000)
  return { seconds, server: memoryOf(shop.pid, postgres), postgres: memoryOf(postgres), idle }
}

/** Its PostgreSQL runs already. */
async function startBaselineOnce(stage: Stage): Promise<{ seconds: number; server: number }> {
  const { database: _, ...server } = stage.database
  const baseline = await startBaseline(await emptyDatabase(server, 'baseline_start'), stage.baseline.products)
  await rest()
  const memory = memoryOf(baseline.pid)
  await baseline.close()
  return { seconds: baseline.readyAfter / 1000, server: memory }
}
