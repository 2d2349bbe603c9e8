import { ConfigError, processConfig } from './config.ts'
import { EmbeddedDatabaseError } from './db/embedded/types.ts'
import { startShop } from './start-shop.ts'

/** How long closing may take before the process ends anyway; the time for balancers comes before. */
const PATIENCE = 15_000

/** The program. Resolves when the shop is open; it then lives until SIGTERM or SIGINT. */
export async function main(): Promise<void> {
  const began = performance.now()
  try {
    const config = processConfig()
    const opening = startShop(config, (line) => tell(`  ${line} …`))
    // a signal while it opens must not leave the database behind
    endOnSignals(async () => (await opening).close(), PATIENCE + config.drainSeconds * 1000)
    const shop = await opening
    tell(`Cakewire is ready at ${shop.url}`)
    for (const notice of shop.notices) tell(notice)
    shop.deps.log.debug({ ms: Math.round(performance.now() - began) }, 'ready')
  } catch (error) {
    if (error instanceof ConfigError || error instanceof EmbeddedDatabaseError) fail(error.message)
    else if (isAddressInUse(error)) fail(`Port ${String(error.port)} is in use. Choose another with PORT, or PORT=0 for any free one.`)
    else throw error
  }
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const isAddressInUse = (error: unknown): error is { code: string; port: number } =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

function endOnSignals(close: () => Promise<void>, patience: number): void {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), patience).unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Closing failed: ${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
