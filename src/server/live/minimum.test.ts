import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { until } from '../../../test/support/until.ts'
import type { Batch } from '../../feed/batch.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await boot()
})
afterAll(() => shop[Symbol.asyncDispose]())

const PRODUCT =
  '_id allergens available basePrice category compareAtPrice createdAt description designs drawing eggOptions extras featured flavors image imageAlt leadHours name points rating reviewCount sizes stock subcategory updatedAt version'
const ORDER =
  '_id cancelledBy coupon createdAt deliveryFee deliveryTax discount history items mode moneyNote notes number papers payBy payLink paymentMethod paymentState payments phone pincode printedVersion reason recipient referencePhoto rev shippingAddress slot status subtotal tax taxIncluded totalPrice updatedAt userId version'
const WITH_BUYER = `${ORDER} userId: _id email name phone history: at by kind reason status`
const OWN_ORDER = `${ORDER.replace('printedVersion ', '').replace('moneyNote ', '')} history: at kind status`
const MENU = 'categories version'
const NOTICE = '_id createdAt data message read type'

/** Every kind of news, by audience, with the keys that its data may have. Nobody is told of anything else. */
const PUBLIC = { 'public product_created': PRODUCT, 'public product_updated': PRODUCT, 'public menu_updated': MENU }
const COUNTER = {
  'admin order_created': WITH_BUYER,
  'admin order_status_updated': WITH_BUYER,
  'admin admin_notification': NOTICE,
}
const TICKET =
  '_id createdAt firstName history items mode notes number printedVersion reason referencePhoto rev slot status updatedAt version history: at kind status items: design done eggOption extras flavor image message name quantity size'
const KITCHEN = { 'kitchen ticket_created': TICKET, 'kitchen ticket_updated': TICKET }
const WHOLE = [...PRODUCT.split(' '), 'archived', 'costPrice', 'hsn', 'publishAt', 'unpublishAt'].sort().join(' ')
const CATALOGUE = { 'catalogue product_created': WHOLE, 'catalogue product_updated': WHOLE, 'catalogue menu_updated': MENU }
const OWN = { 'user order_created': OWN_ORDER, 'user order_status_updated': OWN_ORDER, 'user customer_notification': NOTICE }

const keysOf = (data: Record<string, unknown>, inside: readonly string[]): string => {
  const within = inside.flatMap((name) => {
    const [value] = [data[name]].flat()
    return typeof value === 'object' && value !== null ? [`${name}: ${Object.keys(value).sort().join(' ')}`] : []
  })
  return [...Object.keys(data).sort(), ...within].join(' ')
}

/** What one person is told over the feed and as a plain client: `audience type` and the keys of its data. */
async function ears(as?: Person) {
  const screen = await shop.screen(as)
  const { heard } = await shop.classic(as)
  const told: Record<string, string> = {}
  screen.socket.on('feed', ({ entries }: Batch) => {
    for (const [audience, , , change] of entries) {
      const { type, data } = change as { type: string; data: Record<string, unknown> }
      told[`${audience.split(':')[0]} ${type}`] = keysOf(data, audience === 'kitchen' ? ['history', 'items'] : ['userId', 'history'])
    }
  })
  return { told, screen, plain: () => [...new Set(heard.map(({ event }) => event))].sort(), heard }
}

test('[A11] each hears what its task needs and no more, with the keys on their list alone', async () => {
  const buyer = await shop.person('Asha')
  const staff = (rights: Parameters<typeof shop.person>[2]) => shop.person('Noor', 'staff', rights)
  const people = {
    nobody: [undefined, PUBLIC],
    buyer: [buyer, { ...PUBLIC, ...OWN }],
    'another customer': [await shop.person('Ravi'), PUBLIC],
    'staff without a right': [await staff([]), PUBLIC],
    'staff in the kitchen': [await staff(['kitchen', 'settings']), { ...PUBLIC, ...KITCHEN }],
    'staff at the counter': [await staff(['orders', 'kitchen']), { ...PUBLIC, ...COUNTER }],
    'staff in the catalogue': [await staff(['catalogue']), { ...PUBLIC, ...CATALOGUE }],
    manager: [await shop.person('Imran', 'manager'), { ...PUBLIC, ...COUNTER, ...CATALOGUE }],
    owner: [await shop.person('Meera', 'owner'), { ...PUBLIC, ...COUNTER, ...CATALOGUE }],
  } as const
  const owner = people.owner[0]
  const listening = await Promise.all(Object.entries(people).map(async ([who, [as, may]]) => ({ who, may, ...(await ears(as)) })))

  const hidden = await shop.product({ available: false, costPrice: 210 })
  const cake = await shop.product({ costPrice: 99 })
  const placed = await shop.call<{ _id: string }>('POST', '/api/orders', {
    as: buyer,
    body: {
      items: [{ productId: cake._id, quantity: 1 }],
      shippingAddress: '14, 3rd Cross, Indiranagar',
      phone: '+919876543210',
      notes: 'Ring',
    },
  })
  await shop.call('PATCH', `/api/orders/${placed.body._id}/status`, { as: owner, body: { status: 'processing' } })
  await shop.call('PATCH', `/api/products/${cake._id}`, { as: owner, body: { basePrice: 470, version: cake.version } })
  const last = await shop.product({ name: 'The last' })

  for (const { who, may, told, screen, plain, heard } of listening) {
    await until('the screen hears the last', () => screen.data(`product:${last._id}`))
    await until('the plain client too', () => heard.some(({ payload }) => (payload.data as { _id?: string } | null)?._id === last._id))
    expect([who, told]).toEqual([who, Object.fromEntries(Object.keys(told).map((what) => [what, (may as Record<string, string>)[what]]))])
    expect([who, Object.keys(told).sort()]).toEqual([who, Object.keys(may).sort()])
    expect([who, plain()]).toEqual([who, [...new Set(Object.keys(may).map((what) => what.split(' ')[1]))].sort()])
    const sees = JSON.stringify(heard)
    expect([who, sees.includes('+919876543210'), sees.includes(buyer.email)]).toEqual([
      who,
      'admin order_created' in may || who === 'buyer',
      'admin order_created' in may,
    ])
    expect([who, sees.includes(hidden._id)]).toEqual([who, 'catalogue product_created' in may])
  }
})

test('[A11] the answers over HTTP keep to the same rights', async () => {
  const noor = await shop.person('Noor', 'staff', ['kitchen'])
  const ask = (path: string) => shop.call<{ code?: string }>('GET', path, { as: noor })
  for (const path of ['/api/orders/admin/all', '/api/admin/products']) expect((await ask(path)).body.code).toBe('access.denied')
  expect((await ask('/api/notifications')).body).toEqual([])
  expect((await ask('/api/orders')).body).toEqual([])
})
