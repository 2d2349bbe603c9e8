import { request } from 'node:http'
import { io } from 'socket.io-client'
import type { Batch } from '../../src/feed/batch.ts'
import { call } from './http.ts'
import { until } from './until.ts'

/** Somebody who listens to a node in one of the ways that there are, and who does not come back by itself. */
export type Ear = {
  /** The entities that it was told of. */
  readonly heard: string[]
  /** Why it hears nothing more: `cut`, or what it was told. */
  readonly ended: () => string | null
  close(): void
}

export type EarKind = 'classic' | 'feed' | 'polling' | 'stream' | 'requests'
export const EAR_KINDS: readonly EarKind[] = ['classic', 'feed', 'polling', 'stream', 'requests']

const entitiesOf = ({ entries }: Batch): string[] => entries.map(([, , , change]) => (change as { entity: string }).entity)

/** Resolves when it listens. `cursor` undefined: from now on. */
export async function listen(kind: EarKind, url: string, token: string, cursor?: string): Promise<Ear> {
  const from = cursor ?? (await call<{ cursor: string }>(url, 'GET', '/api/feed', { token })).body.cursor
  if (kind === 'stream') return stream(url, token, from)
  if (kind === 'requests') return requests(url, token, from)
  return socket(url, token, kind, from)
}

async function socket(url: string, token: string, kind: 'classic' | 'feed' | 'polling', cursor: string): Promise<Ear> {
  const heard: string[] = []
  let ended: string | null = null
  const transports = [kind === 'polling' ? 'polling' : 'websocket']
  const client = io(url, { forceNew: true, reconnection: false, transports, auth: { token, ...(kind !== 'classic' && { cursor }) } })
  client.onAny((event: string, payload: unknown) => {
    if (event === 'feed') heard.push(...entitiesOf(payload as Batch))
    else if (event === 'reset') ended ??= (payload as { reason: string }).reason
    else if (kind === 'classic') heard.push((payload as { data: { _id: string } }).data._id)
  })
  client.on('connect_error', (error: Error & { data?: { code: string } }) => {
    ended ??= error.data?.code ?? error.message
  })
  client.on('disconnect', () => {
    ended ??= 'cut'
  })
  await until('the socket is open', () => client.connected || ended !== null)
  return { heard, ended: () => ended, close: () => void client.disconnect() }
}

async function stream(url: string, token: string, cursor: string): Promise<Ear> {
  const heard: string[] = []
  let text = ''
  let ended: string | null = null
  let open = false
  const sent = request(new URL(`/api/feed/stream?cursor=${encodeURIComponent(cursor)}`, url), {
    headers: { authorization: `Bearer ${token}` },
  })
  sent.on('response', (response) => {
    open = true
    if (response.statusCode !== 200) ended = String(response.statusCode)
    response.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      for (let at = text.indexOf('\n\n'); at >= 0; at = text.indexOf('\n\n')) {
        const [, event, data] = /event: (\w+)\ndata: (.*)/.exec(text.slice(0, at)) ?? []
        text = text.slice(at + 2)
        if (event === 'feed') heard.push(...entitiesOf(JSON.parse(data ?? '') as Batch))
        if (event === 'reset') ended ??= (JSON.parse(data ?? '') as { reason: string }).reason
      }
    })
    response.on('error', () => undefined)
    response.on('close', () => {
      ended ??= 'cut'
    })
  })
  sent.on('error', () => {
    ended ??= 'cut'
  })
  sent.end()
  await until('the stream is open', () => open || ended !== null)
  return { heard, ended: () => ended, close: () => sent.destroy() }
}

/** Asks `GET /api/feed` again and again. */
async function requests(url: string, token: string, from: string): Promise<Ear> {
  const heard: string[] = []
  let ended: string | null = null
  const ask = async () => {
    let cursor = from
    while (ended === null) {
      const { status, body } = await call<{ cursor: string; entries: Batch['entries']; code?: string; reason?: string }>(
        url,
        'GET',
        `/api/feed?cursor=${encodeURIComponent(cursor)}`,
        { token },
      )
      if (status !== 200) ended ??= body.reason ?? body.code ?? String(status)
      else {
        heard.push(...entitiesOf({ live: true, entries: body.entries }))
        cursor = body.cursor
      }
    }
  }
  ask().catch((error: unknown) => {
    ended ??= String(error)
  })
  return {
    heard,
    ended: () => ended,
    close: () => {
      ended ??= 'closed'
    },
  }
}
