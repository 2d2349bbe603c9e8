import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, startProgram, untilUp } from './processes.mjs'

/**
 * @typedef {{
 *   name: string
 *   url: string
 *   pid(): number
 *   output(): string
 *   running(): boolean
 *   signal(name: NodeJS.Signals): void
 *   end(signal?: NodeJS.Signals): Promise<import('./processes.mjs').Ending>
 *   start(): Promise<void>
 *   restart(): Promise<void>
 * }} ShopNode `url` stays the same over restarts, without a slash at the end
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
const READY = 'Cakewire is ready at'

/**
 * One server process. Build before: several that start at once must not.
 * @param {string} name
 * @param {Record<string, string>} env all of it: nothing of the caller's settings gets in
 * @returns {Promise<ShopNode>} when it is open
 */
export async function startShopNode(name, env) {
  const port = await freePort()
  const launch = async () => {
    const child = startProgram([process.execPath, join(root, 'scripts/start.mjs')], {
      cwd: root,
      env: { PATH: process.env.PATH, PORT: String(port), ...env },
    })
    await untilUp(name, child, async () => child.output().includes(READY))
    return child
  }
  let child = await launch()
  const end = (/** @type {NodeJS.Signals} */ signal = 'SIGTERM') => child.end(signal)
  const start = async () => {
    child = await launch()
  }
  return {
    name,
    url: `http://127.0.0.1:${port}`,
    pid: () => child.pid,
    output: () => child.output(),
    running: () => child.running(),
    signal: (signal) => child.signal(signal),
    end,
    start,
    restart: async () => {
      await end()
      await start()
    },
  }
}
