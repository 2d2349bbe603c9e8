import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boot, type Person, type TestShop } from '../../../test/support/boot.ts'
import { EAR_KINDS, type Ear, listen } from '../../../test/support/ears.ts'
import { secondNode } from '../../../test/support/second-node.ts'
import { until } from '../../../test/support/until.ts'
import { randomFrom } from '../../domain/random.ts'
import { findAccount } from '../accounts/accounts.sql.ts'
import { startSession } from '../accounts/start-session.ts'

let shop: TestShop
let owner: Person
/** One database, two nodes: `revoked on` the first, heard on either. */
const nodes: Record<'the same node' | 'another node', string> = { 'the same node': '', 'another node': '' }
let second: Awaited<ReturnType<typeof secondNode>>

beforeAll(async () => {
  shop = await boot()
  owner = await shop.person('Meera', 'owner')
  second = await secondNode(shop)
  nodes['the same node'] = shop.url
  nodes['another node'] = second.url
})
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await shop[Symbol.asyncDispose]()
})

/** As large as an order's. */
const FILLER = 'x'.repeat(1000)

/** News for some audiences, each in a transaction of its own, in one round trip. */
const say = (names: readonly string[], audiences: readonly string[]) => shop.sql(statements(names, audiences))
const statements = (names: readonly string[], audiences: readonly string[]): string =>
  names
    .map((name) => {
      const body = JSON.stringify({
        type: 'order_status_updated',
        entity: name,
        rev: 1,
        at: '2026-01-01T00:00:00.000Z',
        data: { _id: name, notes: FILLER },
      })
      const row = `(1, 'order_status_updated', '${name}', 1, array[${audiences.map((each) => `'${each}'`)}], array[${audiences.map(() => `'${body}'`)}])`
      return `begin; insert into feed.outbox (shop, type, entity, rev, auds, bodies) values ${row}; commit;`
    })
    .join('\n')
const names = (what: string, count: number) => Array.from({ length: count }, (_, i) => `${what}-${i}`)

/** Whatever was committed until now has been handed to the sockets of this node. */
async function settled(url: string): Promise<void> {
  const probe = await listen('feed', url, owner.token)
  const [mark = ''] = names(`mark-${Math.random().toString(36).slice(2)}`, 1)
  await say([mark], ['public'])
  await until('the probe hears of it', () => probe.heard.includes(mark))
  probe.close()
}

type Revoke = { end(staff: Person): Promise<{ status: number }>; told: RegExp; later: (staff: Person) => string[] }
const patch = (staff: Person, body: object) => shop.call('PATCH', `/api/accounts/${staff.id}`, { as: owner, body })
const everything = (staff: Person) => ['admin', `user:${staff.id}`]
const KINDS: Record<string, Revoke> = {
  logout: { end: (staff) => shop.call('POST', '/api/auth/logout', { as: staff }), told: /^cut$|^auth/, later: everything },
  'a sign-out on every device': {
    end: (staff) => shop.call('POST', '/api/auth/logout-everywhere', { as: staff }),
    told: /^cut$|^auth/,
    later: everything,
  },
  'a sign-out by the owner': {
    end: (staff) => shop.call('POST', `/api/accounts/${staff.id}/sign-out`, { as: owner }),
    told: /^cut$|^auth/,
    later: everything,
  },
  'a ban': { end: (staff) => patch(staff, { banned: true }), told: /^cut$|^auth/, later: everything },
  'a demotion': { end: (staff) => patch(staff, { role: 'customer' }), told: /^cut$|^auth/, later: everything },
  'a new password': {
    end: (staff) => shop.call('PUT', '/api/auth/password', { as: staff, body: { current: staff.password, password: 'quite another one' } }),
    told: /^cut$|^auth/,
    later: everything,
  },
  // The session lives on: what it may still hear goes on.
  'a lost right': { end: (staff) => patch(staff, { rights: ['kitchen'] }), told: /^audience$|^auth/, later: () => ['admin'] },
}

describe.each(Object.keys(nodes) as (keyof typeof nodes)[])('heard on %s', (node) => {
  test.each(Object.entries(KINDS))('[F50] [A07] [F10] after %s nothing later is heard, by whatever transport', async (what, revoke) => {
    const staff = await shop.person('Imran', 'staff', ['orders'])
    const before = (await shop.call<{ cursor: string }>('GET', '/api/feed', { as: staff })).body.cursor
    const ears = await Promise.all(EAR_KINDS.map((kind) => listen(kind, nodes[node], staff.token)))
    const [early, late] = [names(`early ${staff.id}`, 3), names(`late ${staff.id}`, 20)]
    await say(early, everything(staff))
    for (const [i, ear] of ears.entries())
      await until(`${EAR_KINDS[i]} hears before`, () => early.every((name) => ear.heard.includes(name)))

    expect((await revoke.end(staff)).status).toBeLessThan(300)
    await say(late, revoke.later(staff))
    const classic = revoke.told.test('cut') ? ears : ears.slice(1)
    for (const ear of classic) await until(`${what} ends it`, () => ear.ended() !== null)
    await settled(nodes[node])
    expect(ears.flatMap(({ heard }) => heard.filter((name) => late.includes(name)))).toEqual([])
    for (const ear of classic) expect(ear.ended()).toMatch(revoke.told)

    for (const kind of EAR_KINDS.slice(1)) {
      const again: Ear = await listen(kind, nodes[node], staff.token, before)
      await until('its replay is refused', () => again.ended() !== null)
      expect(again.heard).toEqual([])
      again.close()
    }
    for (const ear of ears) ear.close()
  })
})

describe('a session that ends while a long replay comes in', () => {
  const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
  const ROUNDS = Number(process.env.ROUNDS ?? 30)
  const OLD = 1500
  const NEW = 1500

  test(`[F50] [F10] hears nothing that was committed after it, in ${ROUNDS} races (seed ${SEED})`, async () => {
    const roll = randomFrom(SEED)
    const staff = await shop.person('Noor', 'staff', ['orders'])
    const account = await findAccount(shop.deps.db.read, staff.id)
    if (account === undefined) throw new Error('Noor is missing')
    const now = async () => (await shop.call<{ cursor: string }>('GET', '/api/feed', { as: staff })).body.cursor
    const longAgo = await now()
    await say(names('old', OLD), ['admin'])
    const lately = await now()
    // Too old for the memory of a node that starts now: it pages them from the database, compacted.
    await shop.sql(`update feed.entry set at = now() - interval '2 hours'`)
    await say(names('new', NEW), ['admin'])
    await using node = await secondNode(shop)
    const wait = async (cursor: string, entries: number): Promise<number> => {
      const began = performance.now()
      const ear = await listen('feed', node.url, staff.token, cursor)
      await until('it has all', () => ear.heard.length >= entries)
      ear.close()
      return performance.now() - began
    }
    // How long a replay takes here, so that the races are spread over it.
    const takes = new Map([
      [longAgo, await wait(longAgo, OLD + NEW)],
      [lately, await wait(lately, NEW)],
    ])
    const cuts = { before: 0, within: 0, after: 0 }
    let said = 0
    let late = 0
    for (let round = 0; round < ROUNDS; round++) {
      const session = await shop.deps.db.transaction((tx) => startSession(tx, account, { kind: 'token', userAgent: '' }))
      const kind = EAR_KINDS[1 + Math.floor(roll() * 4)] ?? 'feed'
      const cursor = roll() < 0.5 ? longAgo : lately
      const listening = listen(kind, node.url, session.token, cursor)
      // Anywhere from the handshake to the last frame, or to the page from the database; on any machine some of them at the very beginning.
      await new Promise((resolve) => setTimeout(resolve, round % 5 === 0 ? 0 : roll() * (takes.get(cursor) ?? 0)))
      const missed = names(`late ${round}`, 3)
      // In one round trip: the tail finds both on one page.
      await shop.sql(`begin; delete from sessions where token_hash = '\\x${session.viewer.session}';
        insert into feed.outbox (shop, type, auds, bodies) values (1, 'access_revoked', array['control'],
          array['${JSON.stringify({ account: staff.id, session: session.viewer.session })}']); commit; ${statements(missed, everything(staff))}`)
      const ear = await listening
      await until('it is cut', () => ear.ended() !== null)
      const whole = (cursor === lately ? NEW : NEW + OLD) + said
      cuts[ear.heard.length === 0 ? 'before' : ear.heard.length < whole ? 'within' : 'after']++
      said += missed.length
      late += ear.heard.filter((name) => missed.includes(name)).length
      ear.close()
    }
    process.stdout.write(`REVOKE during-replay seed=${SEED} rounds=${ROUNDS} cut=${JSON.stringify(cuts)} late=${late}\n`)
    expect({ seed: SEED, late }).toEqual({ seed: SEED, late: 0 })
    expect(cuts.before + cuts.within).toBeGreaterThan(0)
  })
})
