import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** A process that does what it is told by messages. */
export type Obedient = {
  readonly pid: number
  call<T = object>(call: string, order?: object): Promise<T>
  close(): Promise<void>
}

/** Starts a program of this folder. @returns it, and what it said first if `greets` */
export async function start<T>(
  program: string,
  { args = [], greets = false }: { args?: string[]; greets?: boolean } = {},
): Promise<Obedient & { greeting: T }> {
  const profile = process.env.BENCH_PROFILE
  const execArgv = profile !== undefined && program.includes(profile) ? ['--cpu-prof', '--cpu-prof-dir=build/profiles'] : []
  const child = fork(fileURLToPath(new URL(program, import.meta.url)), args, { execArgv })
  const ended = once(child, 'exit')
  const greeting = greets ? ((await once(child, 'message')) as [T])[0] : (undefined as T)
  const waiting = new Map<number, (answer: never) => void>()
  let calls = 0
  child.on('message', ({ id, answer }: { id: number; answer: never }) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  return {
    pid: child.pid ?? 0,
    greeting,
    call: (call, order = {}) =>
      new Promise((resolve, reject) => {
        const id = ++calls
        void ended.then(() => reject(new Error(`${program} has ended`)))
        waiting.set(id, resolve)
        child.send({ id, call, order })
      }),
    close: async () => {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** @throws when a process may not hold `sockets` connections and what else it needs */
export function ensureFiles(sockets: number): void {
  const [, soft = '0'] = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8')) ?? []
  if (Number(soft) < sockets + 500)
    throw new Error(`A process may hold ${soft} files open, and this needs ${sockets + 500}: run "ulimit -n ${sockets + 500}" before.`)
}
