import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { startOf } from './process-identity.ts'
import { EmbeddedDatabaseError } from './types.ts'

type Holder = { pid: number; start: string }

/** One server a DATA_DIR: refuses, naming the other's pid, while another lives. Resolves to the release. */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, 'server.lock')
  const gate = await takeGate(dataDir)
  if (gate === 'taken') throw refusal(dataDir, (await holderSoon(file))?.pid)
  try {
    const holder = await readHolder(file)
    if (holder !== undefined && (await startOf(holder.pid)) === holder.start) throw refusal(dataDir, holder.pid)
    await writeHolder(file)
  } catch (error) {
    await closeGate(gate)
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw refusal(dataDir, (await holderSoon(file))?.pid)
    throw error
  }
  return async () => {
    await rm(file, { force: true })
    await closeGate(gate)
  }
}

function refusal(dataDir: string, pid: number | undefined): EmbeddedDatabaseError {
  const who = pid === undefined ? 'Another Cakewire' : `Another Cakewire (pid ${pid})`
  return new EmbeddedDatabaseError(`${who} already serves DATA_DIR ${dataDir}. Stop it first, or set another DATA_DIR.`)
}

/**
 * A file alone cannot be taken over from a dead holder without a race, so on Linux the kernel holds the lock: an abstract socket
 * named after the folder itself, which vanishes with its process however that ends. The file then only names the pid.
 */
async function takeGate(dataDir: string): Promise<Server | 'taken' | undefined> {
  if (process.platform !== 'linux') return undefined
  const { dev, ino } = await stat(dataDir)
  const server = createServer((socket) => socket.destroy())
  return await new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve('taken') : reject(error)))
    server.listen(`\0cakewire-data-dir-${dev}-${ino}`, () => resolve(server.unref()))
  })
}

async function closeGate(gate: Server | undefined): Promise<void> {
  if (gate !== undefined) await new Promise<void>((resolve) => gate.close(() => resolve()))
}

/** The other may have passed the gate a moment ago and not yet have written its name. */
async function holderSoon(file: string): Promise<Holder | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const holder = await readHolder(file)
    if (holder !== undefined && (await startOf(holder.pid)) === holder.start) return holder
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return undefined
}

async function readHolder(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const [pid, start] = text.split('\n')
  return pid && start && /^\d+$/.test(pid) ? { pid: Number(pid), start } : undefined
}

async function writeHolder(file: string): Promise<void> {
  const content = `${process.pid}\n${(await startOf(process.pid)) ?? ''}\n`
  if (process.platform !== 'linux') {
    await rm(file, { force: true })
    await writeFile(file, content, { flag: 'wx' })
    return
  }
  await writeFile(`${file}.new`, content)
  await rename(`${file}.new`, file)
}
