import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Product } from '../../src/contract/product.ts'
import { demoUsers } from '../../src/dev/demo/people.ts'
import { openScreen } from '../support/screen.ts'
import { type Ending, type ShopProcess, startEndedAt, startRefused, startShop, temporaryFolder } from '../support/shop-process.ts'
import { until } from '../support/until.ts'

const NOBODY = { uid: 65_534, gid: 65_534 }
const root = fileURLToPath(new URL('../..', import.meta.url))

// a first start may have to build
const PATIENCE = 180_000

async function post(shop: ShopProcess, path: string, body: object): Promise<Response> {
  return await fetch(`${shop.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

const asha = { name: 'Asha', email: 'asha@cakes.example', password: 'saffron and rose' }

/** Command lines of the processes that work for this DATA_DIR. */
async function processesOf(dataDir: string): Promise<string[]> {
  if (!existsSync('/proc/self/cmdline'))
    return execFileSync('ps', ['-axo', 'command='], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(dataDir))
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.includes(dataDir))
}

test('says where it listens on one line, and answers there', { timeout: PATIENCE }, async () => {
  await using folder = await temporaryFolder()
  await using shop = await startShop({ dataDir: join(folder.path, 'data') })
  expect(shop.output().match(/^Cakewire is ready at http:\/\/127\.0\.0\.1:\d+$/gm)).toHaveLength(1)
  const health = await fetch(`${shop.url}/api/health`)
  expect(health.status).toBe(200)
  expect(await health.json()).toMatchObject({ message: 'Backend is running' })
})

test.for(['SIGTERM', 'SIGINT'] as const)(
  '%s ends the shop and its database, and leaves no process behind',
  { timeout: PATIENCE },
  async (signal) => {
    await using folder = await temporaryFolder()
    const dataDir = join(folder.path, 'data')
    await using shop = await startShop({ dataDir })
    expect(await processesOf(dataDir)).not.toHaveLength(0)
    expect(await shop.end(signal)).toMatchObject({ code: 0 })
    expect(await processesOf(dataDir)).toEqual([])
    expect(existsSync(join(dataDir, 'server.lock'))).toBe(false)
  },
)

test('SIGTERM while it opens leaves no process behind either', { timeout: PATIENCE }, async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const cut = await startEndedAt('Setting up the tables', { dataDir })
  expect(cut.output).toContain('Setting up the tables')
  expect(await processesOf(dataDir)).toEqual([])
})

test('[F16] a second server on one DATA_DIR is refused, every time, and told the pid of the first', { timeout: PATIENCE }, async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await using shop = await startShop({ dataDir })
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const second = await startRefused({ dataDir })
    expect(second.code, second.output).toBe(1)
    expect(second.output).toContain(`(pid ${shop.pid})`)
    expect(second.output).not.toMatch(/ready at|\n\s+at /)
  }
  expect((await fetch(`${shop.url}/api/health`)).status).toBe(200)
})

test('[F01] what was answered before kill -9 is there after the next start', { timeout: PATIENCE }, async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await using first = await startShop({ dataDir })
  expect((await post(first, '/api/auth/register', asha)).status).toBe(201)
  await first.end('SIGKILL')
  expect(await processesOf(dataDir)).not.toHaveLength(0)
  await using again = await startShop({ dataDir })
  expect((await post(again, '/api/auth/login', { email: asha.email, password: asha.password })).status).toBe(200)
})

test('[F20] a bug that nobody catches ends the shop, which says what it was; the next start has what was answered before', {
  timeout: PATIENCE,
}, async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const bug = `process.on('SIGUSR2', () => Promise.reject(new Error('the oven is cold')))`
  await using shop = await startShop({ dataDir, env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(bug)}` } })
  expect((await post(shop, '/api/auth/register', asha)).status).toBe(201)
  process.kill(shop.pid, 'SIGUSR2')
  let ending: Ending | undefined
  void shop.ended.then((how) => {
    ending = how
  })
  expect(await until('it ends', () => ending)).toEqual({ code: 1, signal: null })
  expect(shop.output()).toContain('the oven is cold')
  await using again = await startShop({ dataDir })
  expect((await post(again, '/api/auth/login', { email: asha.email, password: asha.password })).status).toBe(200)
})

test('[F20] a shop that is blocked for 5 s answers all that was asked meanwhile, and no screen loses its line', {
  timeout: PATIENCE,
}, async () => {
  await using folder = await temporaryFolder()
  const block = `process.on('SIGUSR2', () => {
    process._rawDebug('the oven door is stuck')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000)
  })`
  const env = { DEMO: '1', NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(block)}` }
  await using shop = await startShop({ dataDir: join(folder.path, 'data'), env })
  const { email, password } = demoUsers.find(({ role }) => role === 'owner') ?? { email: '', password: '' }
  const { token } = (await (await post(shop, '/api/auth/login', { email, password })).json()) as { token: string }
  await using screen = await openScreen(shop.url)
  await screen.untilLive()
  let lost = 0
  screen.socket.on('disconnect', () => lost++)
  const [product] = (await (await fetch(`${shop.url}/api/products?limit=1`)).json()) as [Product]
  const reprice = async (basePrice: number): Promise<number> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const body = JSON.stringify({ basePrice })
    return (await fetch(`${shop.url}/api/products/${product._id}`, { method: 'PATCH', headers, body })).status
  }
  process.kill(shop.pid, 'SIGUSR2')
  await until('it is blocked', () => shop.output().includes('the oven door is stuck'))
  const prices = [501, 502, 503, 504, 505]
  expect(await Promise.all(prices.map(reprice))).toEqual(prices.map(() => 200))
  await until(
    'the screen has all of them',
    () => screen.data<Product>(`product:${product._id}`)?.version === product.version + prices.length,
  )
  expect(screen.applied.map(({ rev }) => rev)).toEqual(prices.map((_, i) => product.version + 1 + i))
  expect([lost, screen.resets, screen.store.link.at]).toEqual([0, [], 'live'])
  expect((await fetch(`${shop.url}/api/health/ready`)).status).toBe(200)
})

test('bad configuration: every problem at once, by variable, and no start', { timeout: PATIENCE }, async () => {
  await using folder = await temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const refused = await startRefused({
    dataDir,
    env: { PORT: '99999', HOST: 'http://x', DEMO: 'yes', LOG_LEVEL: 'loud', ADMIN_EMAIL: 'asha@cakes.example' },
  })
  expect(refused.code).toBe(1)
  for (const name of ['PORT', 'HOST', 'DEMO', 'LOG_LEVEL', 'ADMIN_PASSWORD'])
    expect(refused.output).toMatch(new RegExp(`^\\s*${name} must `, 'm'))
  expect(refused.output).not.toMatch(/ready at|\n\s+at /)
  expect(existsSync(dataDir)).toBe(false)
})

test('serves from a folder with spaces, and from one deeper than a socket’s path may be', { timeout: PATIENCE }, async () => {
  await using folder = await temporaryFolder()
  for (const name of ['asha’s cakes, "the best"', 'deep/'.repeat(30)]) {
    await using shop = await startShop({ dataDir: join(folder.path, name, 'data') })
    expect((await post(shop, '/api/auth/register', asha)).status).toBe(201)
  }
})

test('serves as an ordinary account', { timeout: PATIENCE }, async ({ skip }) => {
  if (process.getuid?.() !== 0) return // every other test here runs as one
  skip(!(await everybodyCanReach(root)), 'the checkout lies below a folder that only root may enter')
  await using folder = await temporaryFolder()
  await chmod(folder.path, 0o755)
  const dataDir = join(folder.path, 'data')
  await mkdir(dataDir)
  await chown(dataDir, NOBODY.uid, NOBODY.gid)
  await using shop = await startShop({ dataDir, account: NOBODY })
  expect((await post(shop, '/api/auth/register', asha)).status).toBe(201)
})

async function everybodyCanReach(path: string): Promise<boolean> {
  const { mode } = await stat(path)
  if ((mode & 0o5) !== 0o5) return false
  return dirname(path) === path || (await everybodyCanReach(dirname(path)))
}
