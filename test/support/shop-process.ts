import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const READY = /Cakewire is ready at (http:\S+)/

export type ShopOptions = {
  dataDir: string
  env?: Record<string, string>
  /** Another account than ours; needs root. */
  account?: { uid: number; gid: number }
}

export type Ending = { code: number | null; signal: NodeJS.Signals | null }

export type ShopProcess = AsyncDisposable & {
  pid: number
  dataDir: string
  /** Where it listens, without a slash at the end. */
  url: string
  /** Everything printed so far. */
  output(): string
  ended: Promise<Ending>
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ending>
}

/** `npm start` as a process of its own, on a free port and without the demo; resolves when it is ready. Rejects with what it printed when it ends before. */
export async function startShop(options: ShopOptions): Promise<ShopProcess> {
  const { child, ended, output } = launch(options)
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = READY.exec(output())?.[1]
      if (found !== undefined) resolve(found.replace(/\/$/, ''))
    }
    child.stdout?.on('data', look)
    void ended.then(({ code }) => reject(new Error(`the shop ended with code ${code} before it was ready:\n${output()}`)))
  })
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal)
    return await ended
  }
  return { pid: child.pid ?? 0, dataDir: options.dataDir, url, output, ended, end, [Symbol.asyncDispose]: async () => void (await end()) }
}

/** For a start that ought to be refused: resolves when it has ended by itself. */
export async function startRefused(options: ShopOptions): Promise<Ending & { output: string }> {
  const { ended, output } = launch(options)
  return { ...(await ended), output: output() }
}

/** A start that is told to end as soon as it has printed `words`. */
export async function startEndedAt(words: string, options: ShopOptions): Promise<Ending & { output: string }> {
  const { child, ended, output } = launch(options)
  child.stdout?.on('data', () => {
    if (output().includes(words)) child.kill('SIGTERM')
  })
  return { ...(await ended), output: output() }
}

function launch({ dataDir, env = {}, account }: ShopOptions) {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    cwd: root,
    // a test's many screens share one address;
    // nothing of the caller's settings: a DATABASE_URL of the developer's must not meet a test
    env: {
      PATH: process.env.PATH,
      HOME: tmpdir(),
      PORT: '0',
      LOG_LEVEL: 'warn',
      DEMO: '0',
      SOCKETS_PER_ADDRESS: '100000',
      DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  })
  let text = ''
  child.stdout?.on('data', (chunk) => (text += chunk))
  child.stderr?.on('data', (chunk) => (text += chunk))
  const ended = new Promise<Ending>((resolve) => child.once('close', (code, signal) => resolve({ code, signal })))
  return { child, ended, output: () => text }
}

/** A folder that vanishes with its scope. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'cakewire test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
