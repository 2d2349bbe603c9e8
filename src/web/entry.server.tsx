import { PassThrough } from 'node:stream'
import { createReadableStreamFromReadable } from '@react-router/node'
import { isbot } from 'isbot'
import { renderToPipeableStream } from 'react-dom/server'
import { type EntryContext, isRouteErrorResponse, RouterContextProvider, ServerRouter } from 'react-router'
import type { PageShop } from '../contract/page.ts'
import { pageShop } from './app-context.ts'
import { withPageRefusals } from './refusals.ts'

const RENDER_TIMEOUT = 5_000

/** The server never imports the web unit: it gets the context from the built entry, so that both sides hold the same one. */
export function contextFor(shop: PageShop): RouterContextProvider {
  const context = new RouterContextProvider()
  context.set(pageShop, withPageRefusals(shop))
  return context
}

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { nonce } = context.get(pageShop)
  // Crawlers get the whole document; people get the shell as soon as it renders.
  const ready = isbot(request.headers.get('user-agent')) ? 'onAllReady' : 'onShellReady'
  return new Promise((resolve, reject) => {
    let code = status
    const { pipe, abort } = renderToPipeableStream(<ServerRouter context={entry} url={request.url} nonce={nonce} />, {
      nonce,
      [ready]() {
        const body = new PassThrough()
        headers.set('Content-Type', 'text/html; charset=utf-8')
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }))
        pipe(body)
      },
      onShellError: reject,
      onError(error: unknown) {
        code = 500
        report(error, request)
      },
    })
    setTimeout(abort, RENDER_TIMEOUT).unref()
  })
}

/** What a page refuses (404, 403) is an answer; only the rest is a bug, told once. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!isRouteErrorResponse(error)) report(error, request)
}

/** One line, as the server's own log writes them. Who left before the page was ready needs none. */
function report(error: unknown, { signal }: Request): void {
  if (signal.aborted) return
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  console.error(JSON.stringify({ level: 50, time: Date.now(), msg: 'a page could not be made', err: { type: name, message, stack } }))
}
