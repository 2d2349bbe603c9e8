import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { EAR_KINDS, listen } from '../../../test/support/ears.ts'
import { until } from '../../../test/support/until.ts'
import type { AuthAnswer } from '../../contract/handshake.ts'
import { hashToken } from '../accounts/session-token.ts'

let shop: TestShop
let owner: Person
beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
})
afterAll(() => shop[Symbol.asyncDispose]())

const endsIn = (token: string, time: string) =>
  shop.sql(`update sessions set expires_at = clock_timestamp() + $2::interval where token_hash = $1`, [hashToken(token), time])
const isOver = async (at: Date) => (await shop.sql<{ over: boolean }>('select clock_timestamp() > $1 as over', [at]))[0]?.over
const endOf = async (token: string) =>
  (await shop.sql<{ at: Date }>('select expires_at as at from sessions where token_hash = $1', [hashToken(token)]))[0]?.at ?? new Date(0)
const logIn = async ({ email, password }: Person) =>
  (await shop.call<{ token: string }>('POST', '/api/auth/login', { body: { email, password } })).body.token
const auth = (socket: Socket, message: unknown = {}) => new Promise<AuthAnswer>((resolve) => socket.emit('auth', message, resolve))

/** A product that the counter's own clients hear of, and when it was committed. */
const news = async () => (await shop.product())._id

test('[F51] when a session is over every connection of it ends, and nothing committed after that moment reached it', async () => {
  const noor = await shop.person('Noor', 'staff', ['catalogue'])
  // On a busy machine a short session is over before all of them listen.
  for (const seconds of [1.5, 6, 24]) {
    const token = await logIn(noor)
    await endsIn(token, `${seconds} seconds`)
    const over = await endOf(token)
    const ears = await Promise.all(EAR_KINDS.map((kind) => listen(kind, shop.url, token)))
    await until(
      'all are ended',
      async () => {
        await news()
        return ears.every((ear) => ear.ended() !== null)
      },
      60_000,
    )
    const rows = await shop.sql<{ entity: string; at: Date }>(`select entity, min(at) as at from feed.entry group by 1`)
    const committed = new Map(rows.map(({ entity, at }) => [entity, at]))
    const isLate = (name: string) => (committed.get(name) ?? committed.get(`product:${name}`) ?? over) > over
    for (const [i, ear] of ears.entries()) {
      expect([EAR_KINDS[i], ear.ended()]).toEqual([EAR_KINDS[i], expect.stringMatching(/^cut$|^auth\.expired$/)])
      expect([EAR_KINDS[i], ear.heard.filter(isLate)]).toEqual([EAR_KINDS[i], []])
    }
    if (ears.every((ear) => ear.heard.length > 0)) return
  }
  throw new Error('They never all listened in time')
}, 120_000)

test('[F51] a session that was prolonged meanwhile carries its connections on', async () => {
  const noor = await shop.person('Noor', 'staff', ['catalogue'])
  await endsIn(noor.token, '1.5 seconds')
  const over = await endOf(noor.token)
  const ears = await Promise.all(EAR_KINDS.map((kind) => listen(kind, shop.url, noor.token)))
  await endsIn(noor.token, '1 day')
  await until('the first end has passed', () => isOver(over))
  const id = await news()
  for (const ear of ears) await until('it hears what came after', () => ear.heard.some((name) => name.endsWith(id)))
  expect(ears.map((ear) => ear.ended())).toEqual(EAR_KINDS.map(() => null))
  for (const ear of ears) ear.close()
})

test('[F51] an open socket goes on under a newer token of the same person, and then lives and dies with that one', async () => {
  const noor = await shop.person('Noor', 'staff', ['catalogue'])
  await endsIn(noor.token, '2 seconds')
  const over = await endOf(noor.token)
  const { socket, heard } = await shop.classic(noor)
  socket.io.reconnection(false)
  const screen = await shop.screen(noor)
  const token = await logIn(noor)
  for (const each of [socket, screen.socket]) {
    const answer = await auth(each, { token })
    expect('expiresAt' in answer && Date.parse(answer.expiresAt)).toBeGreaterThan(Date.now() + 86_400_000)
  }
  await until('the first end has passed', () => isOver(over))
  const id = await news()
  await until(
    'both hear what came after',
    () => screen.data(`product:${id}`) && heard.some(({ payload }) => JSON.stringify(payload).includes(id)),
  )
  expect([socket.connected, screen.resets]).toEqual([true, []])
  const ended = new Promise((resolve) => socket.once('disconnect', resolve))
  await shop.call('POST', '/api/auth/logout', { token })
  expect(await ended).toBe('io server disconnect')
})

test('[F51] a token of somebody else, a wrong one, or no token at all changes nothing', async () => {
  const [noor, ravi] = [await shop.person('Noor', 'staff', ['catalogue']), await shop.person('Ravi')]
  const { socket } = await shop.classic(noor)
  expect(await auth(socket, { token: ravi.token })).toEqual({ code: 'access.denied' })
  expect(await auth(socket, { token: owner.token })).toEqual({ code: 'access.denied' })
  expect(await auth(socket, { token: 'garbage' })).toEqual({ code: 'auth.wrong-credentials' })
  expect(await auth(socket, { token: 'x'.repeat(43) })).toEqual({ code: 'auth.expired' })
  for (const bad of ['token', 7, [], { token: {} }, { role: 'owner' }]) expect(await auth(socket, bad)).toEqual({ code: 'request.invalid' })
  expect(await auth(socket)).toHaveProperty('expiresAt')
  socket.emit('auth')
  const { socket: nobody } = await shop.classic()
  expect(await auth(nobody, { token: owner.token })).toEqual({ code: 'auth.required' })
  expect([socket.connected, nobody.connected]).toEqual([true, true])
})

test('[F50] more rights open more on the very connection, and a screen takes one new snapshot for them', async () => {
  const noor = await shop.person('Noor', 'staff', [])
  const { socket, heard } = await shop.classic(noor)
  const { id } = socket
  const screen = await shop.screen(noor)
  await shop.call('PATCH', `/api/accounts/${noor.id}`, { as: owner, body: { rights: ['catalogue'] } })
  await until('the screen was told', () => screen.resets.length > 0)
  await screen.untilLive()
  const hidden = await shop.product({ available: false })
  await until('both hear of a hidden product', () => screen.data(`product:${hidden._id}`) && JSON.stringify(heard).includes(hidden._id))
  expect([screen.resets, socket.id]).toEqual([['audience'], id])
})
