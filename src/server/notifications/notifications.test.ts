import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { pruneSome } from '../../../test/support/prune.ts'
import { until } from '../../../test/support/until.ts'
import { Notification } from '../../contract/notification.ts'
import { appendAll } from '../db/append.sql.ts'
import { sayNotifications } from './notify.ts'

let shop: TestShop
let owner: Person
let packer: Person
let asha: Person
beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Owner', 'owner')
  packer = await shop.person('Ravi', 'staff', ['orders'])
  asha = await shop.person('Asha')
})
afterAll(() => shop[Symbol.asyncDispose]())

/** To all staff, or to one person. */
const sayAll = (messages: readonly string[], to?: Person) =>
  shop.deps.db.transaction(async (tx) => {
    const data = to === undefined ? { orderId: 'x' } : null
    const rest = { to: to?.id ?? null, type: to === undefined ? 'info' : 'success', data, at: new Date() } as const
    appendAll(
      tx,
      sayNotifications(
        tx,
        messages.map((message) => ({ message, ...rest })),
      ),
    )
  })
const say = (message: string, to?: Person) => sayAll([message], to)
const listOf = (as?: Person, query = '') => shop.call<Notification[]>('GET', `/api/notifications${query}`, { as })
const mark = (as: Person | undefined, body: unknown) => shop.call<{ marked: number }>('POST', '/api/notifications/read', { as, body })

test('[B14] a hundred notifications of one moment, told while a screen was away, are a hundred different ones when it is back', async () => {
  await using screen = await shop.screen(owner)
  screen.drop()
  await sayAll(Array.from({ length: 100 }, (_, i) => `Order ${i}`))
  screen.comeBack()
  const heard = () => screen.applied.filter(({ type }) => type === 'admin_notification')
  await until('all hundred arrived', () => heard().length >= 100)
  expect(new Set(heard().map(({ entity }) => entity)).size).toBe(100)
  expect(heard().map(({ data }) => Notification.parse(data).message)).toEqual(Array.from({ length: 100 }, (_, i) => `Order ${i}`))
  const listed = await listOf(owner, '?limit=100')
  expect(new Set(listed.body.map(({ _id }) => `notification:${_id}`))).toEqual(new Set(heard().map(({ entity }) => entity)))
})

test('staff read the shop’s notifications and their own, customers their own only, and strangers none', async () => {
  await say('For all staff')
  await say('For Asha', asha)
  await say('For Ravi', packer)
  const messages = async (as: Person) => (await listOf(as)).body.map(({ message }) => message)
  expect(await messages(asha)).toEqual(['For Asha'])
  expect((await messages(packer)).slice(0, 2)).toEqual(['For Ravi', 'For all staff'])
  expect(await messages(owner)).not.toContain('For Ravi')
  expect((await listOf()).status).toBe(401)
  expect((await mark(undefined, { all: true })).status).toBe(401)
})

test('a plain Socket.IO client hears them as the seed wrote them', async () => {
  const ofAsha = await shop.classic(asha)
  const ofOwner = await shop.classic(owner)
  await say('Your order is on its way', asha)
  await say('A new order')
  const [ofOne] = await until('Asha heard', () => (ofAsha.heard.length > 0 ? ofAsha.heard : null))
  await until('the owner heard', () => ofOwner.heard.length > 0)
  expect(ofOne?.event).toBe('customer_notification')
  expect(ofOne?.payload).toMatchObject({ message: 'Your order is on its way', type: 'success', data: null })
  expect(ofOwner.heard.map(({ event, payload }) => [event, payload.message])).toEqual([['admin_notification', 'A new order']])
})

test('a read mark is its reader’s own: other tabs of theirs hear of it, colleagues do not', async () => {
  await say('Once')
  const [newest] = (await listOf(owner)).body
  if (newest === undefined) throw new Error('nothing was listed')
  await using mine = await shop.screen(owner)
  await using colleague = await shop.screen(packer)
  expect((await mark(owner, { ids: [newest._id] })).body.marked).toBe(1)
  await until('the other tab knows', () =>
    mine.applied.some(({ type, entity }) => type === 'notification_read' && entity.endsWith(newest._id)),
  )
  await say('Twice')
  await until('the colleague heard what came later', () => colleague.applied.some(({ type }) => type === 'admin_notification'))
  expect(colleague.applied.filter(({ type }) => type === 'notification_read')).toEqual([])
  const read = async (as: Person) => (await listOf(as)).body.find(({ _id }) => _id === newest._id)?.read
  expect([await read(owner), await read(packer)]).toEqual([true, false])
  // Marking again tells nobody anything.
  expect((await mark(owner, { ids: [newest._id] })).body.marked).toBe(0)
})

test('nobody marks what is somebody else’s', async () => {
  await say('Private', packer)
  const [private_] = (await listOf(packer)).body
  expect((await mark(asha, { ids: [private_?._id] })).body.marked).toBe(0)
  expect((await mark(owner, { ids: [private_?._id] })).body.marked).toBe(0)
  expect(await shop.sql('select 1 from notification_reads where notification_id = $1', [private_?._id])).toEqual([])
})

test('"all" marks every one, however many, and the unread count follows', async () => {
  await sayAll(Array.from({ length: 250 }, (_, i) => `More ${i}`))
  const before = await listOf(packer)
  const unread = Number(before.headers['x-unread-count'])
  expect(unread).toBeGreaterThan(250)
  expect((await mark(packer, { all: true })).body.marked).toBe(unread)
  expect((await listOf(packer)).headers['x-unread-count']).toBe('0')
  expect((await mark(packer, { all: true })).body.marked).toBe(0)
})

test('pages go back in time without a gap while new ones come', async () => {
  const total = Number((await listOf(owner)).headers['x-total-count'])
  const seen: string[] = []
  let next: string | undefined = '/api/notifications?limit=50'
  while (next !== undefined) {
    const page: Awaited<ReturnType<typeof listOf>> = await shop.call('GET', next, { as: owner })
    seen.push(...page.body.map(({ _id }) => _id))
    next = /<([^>]+)>; rel="next"/.exec(String(page.headers.link ?? ''))?.[1]
    await say('Meanwhile')
  }
  expect(seen).toHaveLength(total)
  expect(new Set(seen).size).toBe(total)
})

test('notifications are kept for 90 days, and go with their read marks; a new colleague finds no older ones', async () => {
  await sayAll(['Long ago', 'Not so long ago'])
  expect((await mark(owner, { all: true })).body.marked).toBeGreaterThan(0)
  for (const [message, age] of [
    ['Long ago', '91 days'],
    ['Not so long ago', '89 days'],
  ])
    await shop.sql('update notifications set created_at = now() - $2::interval where message = $1', [message, age])
  while ((await pruneSome(shop.deps.db)) > 0);
  const left = await shop.sql<{ message: string }>(`select message from notifications where message like '%ong ago'`)
  expect(left).toEqual([{ message: 'Not so long ago' }])
  const unread = Number((await listOf(await shop.person('Nisha', 'staff', ['orders']))).headers['x-unread-count'])
  expect(await shop.sql('select count(*) as unread from notifications where account_id is null')).toEqual([{ unread }])
})

test('the list is counted to 1,000, as others are', async () => {
  await shop.sql(
    `insert into notifications (account_id, message, type, created_at) select $1, 'Old', 'info', now() - interval '1 day' from generate_series(1, 1100)`,
    [asha.id],
  )
  const { headers, body } = await listOf(asha)
  expect([headers['x-total-count'], headers['x-unread-count'], body.length]).toEqual(['1000', '1000', 24])
})

test('what is asked wrongly is refused', async () => {
  for (const body of [
    {},
    { ids: [] },
    { all: false },
    { ids: ['x'] },
    { all: true, ids: [] },
    { ids: Array.from({ length: 101 }, () => 'a'.repeat(24)) },
  ]) {
    expect((await mark(asha, body)).status, JSON.stringify(body)).toBe(400)
  }
  const forged = Buffer.from(JSON.stringify(['x', 'a'.repeat(24)])).toString('base64url')
  expect((await listOf(asha, `?after=${forged}`)).status).toBe(400)
  expect((await listOf(asha, '?limit=1000')).status).toBe(400)
})
