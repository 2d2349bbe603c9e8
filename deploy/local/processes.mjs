import { spawn } from 'node:child_process'
import { chownSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Ending */
/** @typedef {{ pid: number, output(): string, running(): boolean, signal(name: NodeJS.Signals): void, end(name: NodeJS.Signals): Promise<Ending> }} Child */

/** What is to be killed when this process ends in whatever way. */
const leftBehind = new Set(/** @type {(() => void)[]} */ ([]))
process.once('exit', () => {
  for (const leave of leftBehind) leave()
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  // Who has other plans for a signal carries them out; else it ends this process, and by way of exit the others.
  process.once(signal, () => process.listenerCount(signal) === 0 && process.exit(1))
}

/**
 * Starts a program that must not outlive this one. Keeps the last of what it says.
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Child}
 */
export function startProgram([program = '', ...rest], options) {
  const child = spawn(program, rest, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said = `${said}${chunk}`.slice(-100_000)))
  const leave = () => void child.kill('SIGKILL')
  leftBehind.add(leave)
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      said += error.message
      resolve({ code: 1, signal: null })
    })
    child.once('close', (code, signal) => resolve({ code, signal }))
  })
  void ended.then(() => leftBehind.delete(leave))
  return {
    pid: child.pid ?? 0,
    output: () => said,
    running: () => child.exitCode === null && child.signalCode === null,
    signal: (name) => void child.kill(name),
    end: async (name) => {
      child.kill(name)
      // One that was stopped takes nothing else.
      child.kill('SIGCONT')
      return await ended
    },
  }
}

/**
 * Looks until it holds. @throws with what the program said when it ends before
 * @param {string} name
 * @param {Child} child
 * @param {() => Promise<boolean>} holds
 */
export async function untilUp(name, child, holds) {
  while (!(await holds())) {
    if (!child.running()) throw new Error(`${name} did not start: ${child.output().trim()}`)
    await wait(20)
  }
}

/** A port of this machine that is free now, below those that outgoing connections take. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
}

/** @param {number} port */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/**
 * PostgreSQL refuses to be root: then `nobody` runs it, and the folder is handed over.
 * @param {string} folder
 */
export function humbleAccount(folder) {
  if (process.getuid?.() !== 0) return {}
  const nobody = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody')
  const [uid, gid] = [Number(nobody?.[2] ?? 65534), Number(nobody?.[3] ?? 65534)]
  chownSync(folder, uid, gid)
  return { uid, gid }
}
