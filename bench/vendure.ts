import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Product } from '../src/contract/product.ts'
import type { EmbeddedConnection } from '../src/server/db/embedded/start-embedded.ts'
import { until } from '../test/support/until.ts'
import { type Caller, openCaller } from './client.ts'

const OWNER = { username: 'owner', password: 'the owner of the bench' }

export type Vendure = {
  readonly url: string
  readonly pid: number
  /** The page of a category as its storefronts ask for it: from the search index. Returns how many products were in it. */
  list(caller: Caller, count: number): Promise<number>
  /** A guest puts one cake into the cart, uses the coupon, says who and where, chooses delivery and pays on delivery. */
  order(caller: Caller, customer: number, product: number): Promise<void>
  close(): Promise<void>
}

/** Vendure with the same products on a database of its own, filled first and then started anew. */
export async function startVendure(connection: EmbeddedConnection, products: readonly Product[]): Promise<Vendure> {
  const filler = await spawn(connection, { VENDURE_FILL: '1' })
  filler.send(products)
  await once(filler, 'message')
  await indexed(connection, products.length)
  await end(filler)
  const server = await spawn(connection, {})
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const url = `http://127.0.0.1:${port}`
  const setter = openCaller(url, 900)
  await makeCoupon(setter)
  const variants = await variantsOf(setter, products.length)
  setter.close()
  return {
    url,
    pid: server.pid ?? 0,
    list: async (caller, count) =>
      (await ask<{ search: { items: object[] } }>(caller, '/shop-api', SEARCH, { count })).data.search.items.length,
    order: (caller, customer, product) => placeOrder(caller, customer, variants[product % variants.length] ?? ''),
    close: () => end(server),
  }
}

async function spawn(connection: EmbeddedConnection, env: Record<string, string>): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('vendure/server.cjs', import.meta.url)), {
    // It leaves things where it is started.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, NODE_ENV: 'production', VENDURE_DATABASE: JSON.stringify(connection), ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  })
  await once(child, 'message')
  return child
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function indexed(connection: EmbeddedConnection, count: number): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await until('everything can be found', async () => {
      const { rows } = await client.query<{ found: string }>('select count(distinct "productId") as found from search_index_item')
      return Number(rows[0]?.found) >= count
    })
  } finally {
    await client.end()
  }
}

/** @throws Error with what it answered when that is no success */
async function ask<T>(
  caller: Caller,
  api: '/shop-api' | '/admin-api',
  query: string,
  variables: object,
  token?: string,
): Promise<{ data: T; token: string | undefined }> {
  const answer = await caller.call<{ data: T; errors?: unknown }>('POST', api, { body: { query, variables }, token })
  const { data, errors } = answer.body
  const refused = Object.values(data ?? {}).find((value) => typeof value === 'object' && value !== null && 'errorCode' in value)
  if (errors !== undefined || refused !== undefined) throw new Error(`Vendure: ${JSON.stringify(errors ?? refused)}`)
  const given = answer.headers['vendure-auth-token']
  return { data, token: typeof given === 'string' ? given : token }
}

async function makeCoupon(caller: Caller): Promise<void> {
  const { token } = await ask(
    caller,
    '/admin-api',
    'mutation ($username: String!, $password: String!) { login(username: $username, password: $password) { __typename ... on ErrorResult { errorCode message } } }',
    OWNER,
  )
  const input = {
    enabled: true,
    couponCode: 'BENCH10',
    conditions: [],
    actions: [{ code: 'order_percentage_discount', arguments: [{ name: 'discount', value: '10' }] }],
    translations: [{ languageCode: 'en', name: 'Ten percent' }],
  }
  const make =
    'mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename ... on ErrorResult { errorCode message } } }'
  await ask(caller, '/admin-api', make, { input }, token)
}

async function variantsOf(caller: Caller, count: number): Promise<string[]> {
  const query = 'query ($count: Int!) { products(options: { take: $count }) { items { variants { id } } } }'
  const { data } = await ask<{ products: { items: { variants: { id: string }[] }[] } }>(caller, '/shop-api', query, { count })
  return data.products.items.flatMap(({ variants }) => variants.map(({ id }) => id))
}

const SEARCH = `query ($count: Int!) { search(input: { take: $count, groupByProduct: true }) { totalItems items {
  productId productName slug description productAsset { preview } inStock priceWithTax { ... on PriceRange { min max } } } } }`

const REFUSED = '... on ErrorResult { errorCode message }'

async function placeOrder(caller: Caller, customer: number, variant: string): Promise<void> {
  let session: string | undefined
  const step = async <T>(query: string, variables: object = {}): Promise<T> => {
    const { data, token } = await ask<T>(caller, '/shop-api', query, variables, session)
    session = token
    return data
  }
  await step(`mutation ($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { __typename ... on Order { id } ${REFUSED} } }`, {
    id: variant,
  })
  await step(`mutation { applyCouponCode(couponCode: "BENCH10") { __typename ... on Order { id totalWithTax } ${REFUSED} } }`)
  await step('{ activeOrder { id totalWithTax lines { id quantity linePriceWithTax productVariant { name } } } }')
  await step(
    `mutation ($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { __typename ... on Order { id } ${REFUSED} } }`,
    {
      input: { emailAddress: `customer${customer}@shop.test`, firstName: 'Customer', lastName: `${customer}` },
    },
  )
  await step(
    `mutation ($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { __typename ... on Order { id } ${REFUSED} } }`,
    {
      input: { streetLine1: '14, 3rd Cross', city: 'Bengaluru', postalCode: '560038', countryCode: 'IN' },
    },
  )
  const { eligibleShippingMethods: ways } = await step<{ eligibleShippingMethods: { id: string }[] }>('{ eligibleShippingMethods { id } }')
  await step(`mutation ($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { __typename ... on Order { id } ${REFUSED} } }`, {
    ids: [ways[0]?.id],
  })
  await step(
    `mutation { transitionOrderToState(state: "ArrangingPayment") { __typename ... on Order { id } ... on OrderStateTransitionError { errorCode message } } }`,
  )
  const { eligiblePaymentMethods: methods } = await step<{ eligiblePaymentMethods: { code: string }[] }>(
    '{ eligiblePaymentMethods { code } }',
  )
  const { addPaymentToOrder: placed } = await step<{ addPaymentToOrder: { state?: string } }>(
    `mutation ($input: PaymentInput!) { addPaymentToOrder(input: $input) { __typename ... on Order { id code state } ${REFUSED} } }`,
    { input: { method: methods[0]?.code, metadata: {} } },
  )
  if (placed.state !== 'PaymentAuthorized') throw new Error(`Vendure: the order is ${placed.state}`)
}
