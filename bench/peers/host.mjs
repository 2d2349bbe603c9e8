import { look } from './watch.mjs'

/**
 * Puts a server under the bench's command, which comes by messages: say something, tell how it is.
 * @param {{ port: number, say: (change: object) => unknown, clients: () => number, more?: () => object }} server
 */
export function obey({ port, say, clients, more = () => ({}) }) {
  let said = 0
  const change = (/** @type {number} */ size) => {
    const change = { i: ++said, t: performance.timeOrigin + performance.now(), note: '' }
    change.note = FILLER.slice(0, Math.max(0, size - JSON.stringify(change).length))
    return change
  }
  const calls = {
    say: async ({ count = 1, size }) => {
      for (let i = 0; i < count; i++) await say(change(size))
    },
    /** So many a second, for so long. */
    pour: ({ perSecond, seconds, size }) =>
      new Promise((resolve) => {
        const began = performance.now()
        const all = perSecond * seconds
        let poured = 0
        const tick = () => {
          const due = Math.min(all, Math.floor(((performance.now() - began) * perSecond) / 1000))
          for (; poured < due; poured++) say(change(size))
          if (poured < all) setTimeout(tick, 1)
          else resolve({})
        }
        tick()
      }),
    stat: (order) => ({ ...look(order), clients: clients(), ...more() }),
  }
  process.on('message', async ({ id, call, order }) => {
    process.send?.({ id, answer: (await calls[call](order)) ?? {} })
  })
  process.once('disconnect', () => process.exit(0))
  process.send?.({ port })
}

/** Words, so that whoever compresses has something to do. */
const FILLER = 'sponge vanilla ganache tier buttercream fondant pickup eggless birthday candle topper caramel '.repeat(800)
