import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { freePort, startProgram, untilUp } from './processes.mjs'

/**
 * @typedef {{
 *   url: string
 *   pid(): number
 *   end(signal?: NodeJS.Signals): Promise<void>
 *   start(): Promise<void>
 *   flush(): Promise<void>
 *   close(): Promise<void>
 * }} Redis `start` comes back empty, on the same port
 */

const PROGRAM = '/usr/bin/redis-server'

export const hasRedis = () => existsSync(PROGRAM)

/**
 * A Redis of its own on a loopback port, which stores nothing on disk.
 * @returns {Promise<Redis>}
 */
export async function startRedis() {
  if (!hasRedis()) throw new Error('Redis is not installed: apt-get install redis-server')
  const port = await freePort()
  const launch = async () => {
    const child = startProgram([PROGRAM, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      cwd: tmpdir(),
    })
    await untilUp('Redis', child, async () => (await say(port, 'PING').catch(() => '')).startsWith('+PONG'))
    return child
  }
  let child = await launch()
  const end = async (/** @type {NodeJS.Signals} */ signal = 'SIGTERM') => void (await child.end(signal))
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: () => child.pid,
    end,
    start: async () => {
      child = await launch()
    },
    flush: async () => void (await say(port, 'FLUSHALL')),
    close: () => end(),
  }
}

/**
 * One command and its one-line answer.
 * @param {number} port
 * @param {string} command
 * @returns {Promise<string>}
 */
function say(port, command) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`))
    socket.once('error', reject)
    socket.once('data', (answer) => {
      socket.destroy()
      resolve(answer.toString())
    })
  })
}
