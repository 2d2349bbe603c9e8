import { randomBytes } from 'node:crypto'
import type { SignedIn } from '../../src/contract/account.ts'
import type { AdminProduct } from '../../src/contract/product.ts'
import { demoUsers } from '../../src/dev/demo/people.ts'
import { call } from './http.ts'

/** The owner at the counter, without a screen: changes the shelf while a page is open. */
export type Kitchen = {
  /** A cake in a category that nothing else is in. */
  bake(fields?: object): Promise<AdminProduct>
  change(cake: AdminProduct, fields: object): Promise<AdminProduct>
  remove(cake: AdminProduct): Promise<void>
}

const LAYERS = {
  sizes: [
    { name: '0.5 kg', servings: 'serves 5', priceMultiplier: 1 },
    { name: '1 kg', servings: 'serves 10', priceMultiplier: 1.9 },
  ],
  eggOptions: [
    { name: 'Egg', priceMultiplier: 1 },
    { name: 'Eggless', priceMultiplier: 1.1 },
  ],
}

/** One sign-in for all tests of a worker: a shop takes only so many in a minute. */
const tokens = new Map<string, Promise<string | undefined>>()

async function ownerToken(url: string): Promise<string | undefined> {
  const owner = demoUsers.find(({ role }) => role === 'owner')
  const { body } = await call<SignedIn>(url, 'POST', '/api/auth/login', { body: { email: owner?.email, password: owner?.password } })
  return body.token
}

export async function openKitchen(url: string): Promise<Kitchen> {
  const signedIn = tokens.get(url) ?? ownerToken(url)
  tokens.set(url, signedIn)
  const token = await signedIn
  const ask = async (method: string, path: string, fields: object) => {
    const answer = await call<AdminProduct>(url, method, path, { body: fields, token })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }
  return {
    bake: (fields = {}) => {
      const mark = randomBytes(3).toString('hex')
      return ask('POST', '/api/products', { name: `Cake ${mark}`, category: `Shelf ${mark}`, basePrice: 400, ...LAYERS, ...fields })
    },
    change: (cake, fields) => ask('PATCH', `/api/products/${cake._id}`, { ...fields, version: cake.version }),
    remove: async (cake) => void (await ask('DELETE', `/api/products/${cake._id}`, { version: cake.version })),
  }
}
