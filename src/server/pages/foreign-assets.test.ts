import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'

/** A node of another version, as far as its scripts go. */
async function otherVersion(scripts: Record<string, string>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(String(request.url))
    const script = scripts[String(request.url)]
    response.writeHead(script === undefined ? 404 : 200, { 'content-type': 'text/javascript' }).end(script)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => void server.close(),
  }
}

test('[F18] while two versions run side by side, a node gives out the scripts of the other’s pages', async () => {
  await using shop = await boot({ DATABASE_URL: 'postgres:///several' })
  await using old = await otherVersion({ '/assets/page-old1.js': 'export const old = 1' })
  await shop.sql(`insert into nodes (id, url, secret) values ('old', $1, $2), ('gone', 'http://127.0.0.1:1', $2)`, [
    old.url,
    'x'.repeat(32),
  ])
  const script = await shop.call('GET', '/assets/page-old1.js')
  expect([script.status, script.headers['content-type'], script.text]).toEqual([200, 'text/javascript', 'export const old = 1'])
  expect((await shop.call('GET', '/assets/page-none.js')).status).toBe(404)
  // What came from a node is not asked for again: they would ask each other in circles.
  expect((await shop.call('GET', '/assets/page-old1.js', { headers: { 'cakewire-passed-on': '1' } })).status).toBe(404)
  for (const name of ['..%2f..%2fapi%2fhealth', 'page-old1', 'a%3fb.js'])
    expect((await shop.call('GET', `/assets/${name}`)).status, name).toBe(404)
  expect(old.asked).toEqual(['/assets/page-old1.js', '/assets/page-none.js'])
})
