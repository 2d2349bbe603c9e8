import { expect, test } from 'vitest'
import { boot } from '../../../test/support/boot.ts'

/** What is left of the requests of one address, after one more that claims to come from `address`. */
const left = async (shop: Awaited<ReturnType<typeof boot>>, address: string) => {
  const { headers } = await shop.call('GET', '/api/products/featured', { headers: { 'x-forwarded-for': address } })
  return Number(headers['x-ratelimit-remaining'])
}

test('[C15] an address that a client only claims to have does not count', async () => {
  await using shop = await boot()
  const first = await left(shop, '203.0.113.1')
  expect(await left(shop, '203.0.113.2')).toBe(first - 1)
})

test('[C15] behind a proxy of this network everybody is counted apart', async () => {
  await using shop = await boot({ PUBLIC_URL: 'https://cakes.example' })
  const first = await left(shop, '203.0.113.1')
  expect(await left(shop, '203.0.113.2')).toBe(first)
  expect(await left(shop, '203.0.113.1')).toBe(first - 1)
})
