import type { Fate } from './fate.ts'

type Packet = { readonly text: string; readonly sent: () => void }

type Ends = {
  readonly receive: (text: string) => void
  /** A packet comes out of a connection that is gone, before the client knows. */
  readonly receiveLate: (text: string) => void
  readonly onClientLost: () => void
}

/** One connection from a node to a client: in order, at any pace, cut at any moment, each end told of it when the dice say so. */
export class SimulatedConnection {
  open = true
  onServerLost: () => void = () => undefined
  readonly #fate: Fate
  readonly #ends: Ends
  #packets: Packet[] = []
  #clogged = false

  constructor(fate: Fate, ends: Ends) {
    this.#fate = fate
    this.#ends = ends
  }

  /** `sent` is called when it has left the server's process. */
  send(text: string, sent: () => void): void {
    if (!this.open) return
    this.#packets.push({ text, sent })
    this.#fate.soon(() => this.#deliver())
  }

  #deliver(): void {
    if (this.#clogged || !this.open) return
    const packet = this.#packets.shift()
    if (packet === undefined) return
    this.#fate.soon(() => {
      if (this.open) packet.sent()
    })
    this.#ends.receive(packet.text)
  }

  /** Nothing passes, and nobody is told. */
  clog(): void {
    this.#clogged = true
  }

  unclog(): void {
    if (!this.#clogged) return
    this.#clogged = false
    for (const _ of this.#packets) this.#fate.soon(() => this.#deliver())
  }

  /** By the server's own hand: it knows at once. */
  end(): void {
    this.onServerLost()
    this.cut()
  }

  /** Either end, or the cable. What was on the way is lost, or still comes to the client, late and in its order. */
  cut(): void {
    if (!this.open) return
    this.open = false
    const late = this.#fate.chance(0.4) ? [...this.#packets] : []
    for (const _ of late)
      this.#fate.soon(() => {
        const next = late.shift()
        if (next !== undefined) this.#ends.receiveLate(next.text)
      })
    this.#fate.soon(() => this.onServerLost())
    this.#fate.soon(this.#ends.onClientLost)
  }
}
