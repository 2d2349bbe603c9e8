import type { ServerResponse } from 'node:http'
import type { Batch } from '../../feed/batch.ts'
import { apply, beginAt, cursorOf } from '../../feed/client/fold.ts'
import type { Line, Outgoing, Seat } from '../../feed/pump.ts'
import { paced } from './paced.ts'

/**
 * A stream has no answer by which to tell that it was read; what is not read fills the kernel's memory, megabytes for each, and a hundred of
 * them at once keep everybody else waiting. Bytes.
 */
const PACE = { perSecond: 1024 * 1024, atOnce: 128 * 1024 }

/** A stream of server-sent events as the pump sees it; the `id` of each is the cursor after it. */
export class StreamLine implements Line {
  readonly audiences: readonly string[]
  seat: Pick<Seat, 'drain'> | undefined
  readonly #response: ServerResponse
  #cursor: string
  /** What `moves` saw last. */
  #seen = ''
  /** Each has some more of its own: those that are told the same are not all written to at once. */
  readonly #pace = paced({ ...PACE, atOnce: PACE.atOnce * (1 + Math.random()) })

  constructor(response: ServerResponse, audiences: readonly string[], cursor: string) {
    this.#response = response
    this.audiences = audiences
    this.#cursor = cursor
  }

  drained(): boolean {
    const { writableLength, writableEnded, destroyed } = this.#response
    return writableLength === 0 && !writableEnded && !destroyed && this.#pace.wait() === 0
  }

  send(batch: Outgoing): void {
    const { id, bytes } = eventOf(batch, this.#cursor)
    this.#cursor = id
    this.#pace.spend(bytes.length)
    this.#response.write(bytes, this.#goOn)
  }

  readonly #goOn = (): void => {
    const wait = this.#pace.wait()
    if (wait === 0) this.seat?.drain()
    else setTimeout(this.#goOn, wait).unref()
  }

  /** False: something waits here, and nothing was taken since it was asked before. */
  moves(): boolean {
    const stands = this.#response.writableLength > 0 && this.#cursor === this.#seen
    this.#seen = this.#cursor
    return !stands
  }

  fail(): void {
    this.#response.destroy()
  }
}

type StreamEvent = { readonly id: string; readonly bytes: Buffer }
/** For as long as the pump keeps the batch: by the cursor before it, made once for all streams that stand there. */
const events = new WeakMap<Outgoing, Map<string, StreamEvent>>()

function eventOf(batch: Outgoing, cursor: string): StreamEvent {
  const made = events.get(batch) ?? new Map<string, StreamEvent>()
  events.set(batch, made)
  let event = made.get(cursor)
  if (event === undefined) {
    const id = advance(cursor, JSON.parse(batch.text) as Batch)
    event = { id, bytes: Buffer.from(`id: ${id}\nevent: feed\ndata: ${batch.text}\n\n`) }
    made.set(cursor, event)
  }
  return event
}

/** The cursor after a batch. */
export function advance(cursor: string, batch: Batch): string {
  const applied = apply(beginAt(cursor), batch)
  return 'fold' in applied ? cursorOf(applied.fold) : cursor
}
