import { setTimeout as wait } from 'node:timers/promises'
import type { Server } from 'socket.io'

/** Of those who come back at once, so many a second. */
const PACE = 2000
/** For those who were asked last to leave by themselves. */
const FAREWELL = 300

/**
 * Asks every socket to come back through the balancer, each at a moment of its own within `within` milliseconds: it is served
 * here until then, and misses nothing. Resolves when all have left, or will not; those find their line cut.
 */
export async function sendElsewhere(io: Server): Promise<void> {
  const within = Math.ceil((io.engine.clientsCount / PACE) * 1000)
  io.local.emit('draining', { within })
  const end = performance.now() + within + FAREWELL
  while (io.engine.clientsCount > 0 && performance.now() < end) await wait(20)
}
