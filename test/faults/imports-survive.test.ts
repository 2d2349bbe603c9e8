import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProductImport } from '../../src/contract/product-file.ts'
import { call } from '../support/http.ts'
import { fileOf, type ImportAnswer, newRows } from '../support/product-files.ts'
import { startShop, temporaryFolder } from '../support/shop-process.ts'
import { until } from '../support/until.ts'

const owner = { email: 'owner@shop.test', password: 'keeps the keys' }
const ROWS = 1200
const open = (dataDir: string) => startShop({ dataDir, env: { ADMIN_EMAIL: owner.email, ADMIN_PASSWORD: owner.password } })

test('[F75] a shop that is killed while it imports has whole batches; the same request goes on behind them, and without one the shop does so by itself', async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  let shop = await open(dataDir)
  const { token } = (await call<{ token: string }>(shop.url, 'POST', '/api/auth/login', { body: owner })).body
  const send = (word: string) =>
    call<ImportAnswer>(shop.url, 'POST', '/api/admin/products/import', {
      token,
      raw: fileOf(newRows(word, ROWS)),
      headers: { 'content-type': 'text/csv', 'idempotency-key': word },
    })
  const newest = async () => (await call<ProductImport[]>(shop.url, 'GET', '/api/admin/products/imports', { token })).body[0]
  const names = async (word: string) => {
    const { text } = await call<string>(shop.url, 'GET', '/api/admin/products/export.csv', { token })
    return [...text.matchAll(new RegExp(`"(${word} \\d+)"`, 'g'))].map(([, name]) => name)
  }
  const killedAt = async (word: string, rows: number) => {
    const before = await newest()
    const sent = send(word).catch(() => null)
    await until('it is under way', async () => {
      const now = await newest()
      return now !== undefined && now._id !== before?._id && now.counts.create >= rows
    })
    await shop.end('SIGKILL')
    expect(await sent).toBe(null)
    shop = await open(dataDir)
    const left = await newest()
    expect(left?.state).toBe('running')
    expect((await names(word)).length).toBe(left?.counts.create)
    expect((left?.counts.create ?? 1) % 100).toBe(0)
  }
  try {
    await killedAt('Twice', 100)
    const twice = send('Twice').catch(() => null)
    await until('it goes on', async () => ((await newest())?.counts.create ?? 0) >= 600)
    await shop.end('SIGKILL')
    await twice
    shop = await open(dataDir)
    const last = await send('Twice')
    expect([last.status, last.body.done, last.body.counts]).toEqual([200, true, { bad: 0, create: ROWS, change: 0, same: 0 }])
    expect(last.body.rows.map(({ fate }) => fate)).toEqual(Array(ROWS).fill('create'))
    const made = await names('Twice')
    expect([made.length, new Set(made).size]).toEqual([ROWS, ROWS])

    await killedAt('Alone', 200)
    await until('the shop is done with it by itself', async () => (await newest())?.state === 'done', 90_000)
    const alone = await names('Alone')
    expect([alone.length, new Set(alone).size]).toEqual([ROWS, ROWS])
    expect((await send('Alone')).body.counts.create).toBe(ROWS)
  } finally {
    await shop.end()
  }
}, 240_000)
