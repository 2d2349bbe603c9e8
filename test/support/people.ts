import { randomBytes, randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type { Order } from '../../src/contract/order.ts'
import { type DemoUser, demoUsers } from '../../src/dev/demo/people.ts'
import { call } from './http.ts'
import { expect } from './journey.ts'

type Login = Pick<DemoUser, 'email' | 'password'>

export function demoUser(key: DemoUser['key']): DemoUser {
  const user = demoUsers.find((each) => each.key === key)
  if (user === undefined) throw new Error(`No ${key} in the demo bakery`)
  return user
}

/** One person with a browser of their own. */
export type Person = AsyncDisposable & {
  readonly context: BrowserContext
  /** A tab that is live before anything else happens. */
  open(path: string): Promise<Page>
  /** One call of the API as this person. Fails the test when it is refused. */
  call<T>(method: string, path: string, body?: object): Promise<T>
  /** One order of one piece, as their checkout sends it. */
  order(productId: string, message?: string): Promise<Order>
}

export const untilLive = (page: Page) => expect(page.locator('[data-link=live]').first()).toBeVisible({ timeout: 30_000 })

/** The cookies of who has signed in before: a shop takes only so many sign-ins in a minute. */
const jars = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>()

/** `login` null: nobody yet. */
export async function openBrowser(browser: Browser, url: string, login: Login | null): Promise<Person> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 } })
  const send = (method: string, path: string, body?: object) =>
    context.request.fetch(path, {
      method,
      headers: { origin: url, 'idempotency-key': randomUUID() },
      ...(body === undefined ? {} : { data: body }),
    })
  if (login !== null) {
    const jar = jars.get(`${url} ${login.email}`)
    if (jar !== undefined) await context.addCookies(jar)
    else {
      const answer = await send('POST', '/api/auth/login?session=cookie', { email: login.email, password: login.password })
      expect(answer.status()).toBe(200)
      jars.set(`${url} ${login.email}`, await context.cookies())
    }
  }
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await send(method, path, body)
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
    return (await answer.json()) as T
  }
  return {
    context,
    call,
    open: async (path) => {
      const page = await context.newPage()
      await page.goto(path)
      await untilLive(page)
      return page
    },
    order: (productId, message = '') =>
      call<Order>('POST', '/api/orders', {
        items: [{ productId, quantity: 1, message }],
        shippingAddress: '14, 3rd Cross, Indiranagar, Bengaluru',
        phone: '+910000000101',
      }),
    [Symbol.asyncDispose]: () => context.close(),
  }
}

/** A customer nobody knows yet. */
export async function newCustomer(browser: Browser, url: string): Promise<Person> {
  const email = `asha-${randomBytes(5).toString('hex')}@cakes.example`
  const password = 'mango after the rain'
  const nobody = await openBrowser(browser, url, null)
  // From an address of its own: a shop takes only so many registrations from one.
  const [high = 1, low = 1] = randomBytes(2)
  const { status, headers, text } = await call(url, 'POST', '/api/auth/register?session=cookie', {
    body: { name: 'Asha Test', email, password },
    headers: { origin: url },
    from: `127.2.${high}.${Math.max(1, low)}`,
  })
  expect(status, text).toBe(201)
  const cookies = (headers['set-cookie'] ?? []).map((cookie) => /^([^=]+)=([^;]*)/.exec(cookie) ?? [])
  const secure = (headers['set-cookie'] ?? []).every((cookie) => /;\s*secure/i.test(cookie))
  const where = { domain: new URL(url).hostname, path: '/', httpOnly: true, secure, sameSite: 'Lax' } as const
  await nobody.context.addCookies(cookies.map(([, name = '', value = '']) => ({ name, value, ...where })))
  return nobody
}
