import { Hub } from '../../feed/client/hub.ts'
import type { FromTab, FromWorker } from './line-messages.ts'
import { seatOfLine } from './line-messages.ts'
import { newKey } from './new-key.ts'
import { connect } from './socket.ts'

/** The line that all tabs of one browser, seat and identity share. */
type SharedWorkerScope = { readonly name: string; onconnect: ((event: MessageEvent) => void) | null }
const scope = globalThis as unknown as SharedWorkerScope

const hub = new Hub<MessagePort>((port, message) => port.postMessage(message satisfies FromWorker), Date.now())
const line = connect({ store: hub, seat: seatOfLine(scope.name), renew: (why) => hub.dismiss(why) })

/** Held until this worker dies, which nothing else tells its tabs. */
const lock = `cakewire.line ${newKey()}`
const held = new Promise<void>((resolve) => {
  void navigator.locks.request(lock, () => {
    resolve()
    return new Promise(() => undefined)
  })
})

function leave(port: MessagePort): void {
  hub.detach(port)
  if (hub.empty) line.pause()
}

async function attach(port: MessagePort, cursor: string, tab: string): Promise<void> {
  await held
  port.postMessage({ line: lock } satisfies FromWorker)
  const first = hub.empty
  hub.attach(port, cursor, Date.now())
  if (first && !hub.empty) line.open()
  // A tab that crashes says nothing; its lock is free then.
  await navigator.locks.request(tab, () => leave(port))
}

scope.onconnect = ({ ports: [port] }) => {
  if (port === undefined) return
  port.onmessage = ({ data }: MessageEvent<FromTab>) => {
    if (data.say === 'attach') void attach(port, data.cursor, data.tab)
    else if (data.say === 'taken') hub.taken(port)
    else if (data.say === 'hurry') line.hurry()
    else leave(port)
  }
}
