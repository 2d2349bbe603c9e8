import http from 'node:http'

export type Caller = {
  call<T>(
    method: string,
    path: string,
    options?: { body?: unknown; token?: string | undefined; headers?: Record<string, string> },
  ): Promise<Answer<T>>
  close(): void
}
export type Answer<T> = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: T; readonly bytes: number }

/** An address of this machine for each of many clients: a shop limits by address. */
export const addressOf = (client: number): string => `127.1.${(client >> 8) & 255}.${client & 255 || 1}`

/** One client with a connection of its own that stays open. @throws when the answer is no 2xx */
export function openCaller(url: string, client: number): Caller {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1, localAddress: addressOf(client) })
  const call: Caller['call'] = (method, path, { body, token, headers } = {}) => {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const type = payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }
    const who = token === undefined ? {} : { authorization: `Bearer ${token}` }
    return new Promise((resolve, reject) => {
      const request = http.request(new URL(path, url), { method, agent, headers: { ...type, ...who, ...headers } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const data = Buffer.concat(chunks)
          const status = response.statusCode ?? 0
          if (status < 200 || status > 299) return reject(new Error(`${method} ${path}: ${status} ${data.toString('utf8').slice(0, 300)}`))
          resolve({
            status,
            headers: response.headers,
            body: (data.length === 0 ? null : JSON.parse(data.toString('utf8'))) as never,
            bytes: data.length,
          })
        })
      })
      request.on('error', reject)
      request.end(payload)
    })
  }
  return { call, close: () => agent.destroy() }
}

/** Does `work` for 0 … count − 1, `atOnce` at a time. Resolves to the milliseconds that each took. */
export async function runMany(count: number, atOnce: number, work: (i: number, worker: number) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  let next = 0
  const loop = async (worker: number) => {
    while (next < count) {
      const i = next++
      const began = performance.now()
      await work(i, worker)
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, worker) => loop(worker)))
  return times
}
