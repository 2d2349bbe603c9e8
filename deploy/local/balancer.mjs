import { connect, createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * @typedef {{ url: string }} Target
 * @typedef {{
 *   url: string
 *   takeOut(target: Target): void
 *   putBack(target: Target): void
 *   close(): Promise<void>
 * }} Balancer `takeOut`: no new connections go there; those that are open stay
 */

const LOOK_EVERY = 200

/**
 * A plain TCP balancer: each connection goes to the next node that says it is ready, and on to the one after when it cannot be
 * reached. It knows no HTTP and keeps no visitor on one node.
 * @param {readonly Target[]} targets
 * @param {number} [port]
 * @returns {Promise<Balancer>}
 */
export async function startBalancer(targets, port = 0) {
  const out = new Set(/** @type {Target[]} */ ([]))
  const unready = new Set(/** @type {Target[]} */ ([]))
  const open = new Set(/** @type {import('node:net').Socket[]} */ ([]))
  let turn = 0

  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (near) => {
    open.add(near)
    near.on('error', () => undefined).once('close', () => open.delete(near))
    const fit = targets.filter((target) => !out.has(target))
    const ready = fit.filter((target) => !unready.has(target))
    // With nobody ready, whoever can be reached says so.
    const candidates = ready.length > 0 ? ready : fit
    const first = candidates.length === 0 ? 0 : turn++ % candidates.length
    pass(near, [...candidates.slice(first), ...candidates.slice(0, first)])
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(undefined))
  })

  const stop = new AbortController()
  const watching = Promise.all(targets.map((target) => watch(target, unready, stop.signal)))
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    url: `http://127.0.0.1:${address.port}`,
    takeOut: (target) => void out.add(target),
    putBack: (target) => void out.delete(target),
    close: async () => {
      stop.abort()
      for (const near of open) near.destroy()
      await Promise.all([watching, new Promise((resolve) => server.close(resolve))])
    },
  }
}

/**
 * @param {import('node:net').Socket} near
 * @param {readonly Target[]} targets in the order in which they are tried
 */
function pass(near, [target, ...others]) {
  if (target === undefined) return near.destroy()
  const { hostname, port } = new URL(target.url)
  // On loopback a visitor's address can be carried on as it is: limits count it.
  const from = near.remoteAddress?.startsWith('127.') ? { localAddress: near.remoteAddress } : {}
  const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true, ...from })
  let reached = false
  far.once('connect', () => {
    reached = true
    near.pipe(far)
    far.pipe(near)
    near.once('close', () => far.destroy())
  })
  far.on('error', () => (reached ? near.destroy() : pass(near, others)))
  far.once('close', () => reached && near.destroy())
}

/**
 * @param {Target} target
 * @param {Set<Target>} unready
 * @param {AbortSignal} signal
 */
async function watch(target, unready, signal) {
  while (!signal.aborted) {
    const ready = await isReady(target, signal)
    if (ready) unready.delete(target)
    else unready.add(target)
    await wait(LOOK_EVERY, undefined, { signal }).catch(() => undefined)
  }
}

/**
 * @param {Target} target
 * @param {AbortSignal} signal
 */
async function isReady(target, signal) {
  try {
    const answer = await fetch(new URL('/api/health/ready', target.url), { signal: AbortSignal.any([signal, AbortSignal.timeout(2000)]) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
