import http from 'node:http'

export type Answer<T = unknown> = { status: number; headers: http.IncomingHttpHeaders; body: T; text: string }

export type Call = {
  body?: unknown
  /** Sent as it is, instead of `body`. */
  raw?: string | Buffer
  headers?: Record<string, string>
  token?: string | undefined
  /** 127.x.y.z to call from; limits count by address. */
  from?: string
}

/** One HTTP request, as a client outside would send it. */
export function call<T = unknown>(
  url: string,
  method: string,
  path: string,
  { body, raw, headers, token, from }: Call = {},
): Promise<Answer<T>> {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  return new Promise((resolve, reject) => {
    const request = http.request(
      new URL(path, url),
      {
        method,
        ...(from === undefined ? {} : { localAddress: from }),
        headers: {
          ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parse(text) as T, text })
        })
      },
    )
    request.on('error', reject)
    request.end(payload)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
