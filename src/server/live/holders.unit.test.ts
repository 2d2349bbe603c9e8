import { expect, test, vi } from 'vitest'
import type { Viewer } from '../accounts/viewer.ts'
import { type Held, Holders } from './holders.ts'

const HOUR = 3_600_000
const viewer = (over: Partial<Viewer> = {}): Viewer => ({
  accountId: 'a',
  role: 'staff',
  rights: ['orders'],
  name: 'Noor',
  email: null,
  phone: '',
  session: 's',
  expiresAt: new Date(Date.now() + HOUR),
  ...over,
})

/** What became of one connection. */
function connection() {
  const fate: string[] = []
  const held: Held = { end: () => void fate.push('ended'), become: ({ rights }) => void fate.push(`hears ${rights.join()}`) }
  return { fate, held }
}
const over = () => Promise.resolve(null)

test('[F10] a revocation ends one session, or all of an account, and nobody else', () => {
  const holders = new Holders(over, Date.now)
  const [mine, mineToo, other, nobody] = [connection(), connection(), connection(), connection()]
  holders.hold(viewer(), 0, mine.held)
  holders.hold(viewer({ session: 't' }), 0, mineToo.held)
  holders.hold(viewer({ accountId: 'b', session: 'u' }), 0, other.held)
  holders.hold(null, 0, nobody.held)
  holders.revoke({ account: 'a', session: 't' })
  expect([mine.fate, mineToo.fate]).toEqual([[], ['ended']])
  holders.revoke({ account: 'a' })
  expect([mine.fate, other.fate, nobody.fate]).toEqual([['ended'], [], []])
  holders.close()
})

test('[F10] who was read before a revocation and comes after it is not let in, however many came in between', () => {
  const holders = new Holders(over, Date.now)
  const read = holders.count
  holders.revoke({ account: 'a', session: 's' })
  expect(holders.hold(viewer(), read, connection().held)).toBeNull()
  expect(holders.hold(viewer({ session: 't' }), read, connection().held)).not.toBeNull()
  expect(holders.hold(viewer(), holders.count, connection().held)).not.toBeNull()
  for (let i = 0; i < 2000; i++) holders.revoke({ account: `x${i}` })
  // What is no longer known may have been about it.
  expect(holders.hold(viewer({ session: 't' }), read, connection().held)).toBeNull()
  holders.close()
})

test('[F10] after a restored history nothing that was read before counts', () => {
  const holders = new Holders(over, Date.now)
  const read = holders.count
  const one = connection()
  holders.hold(viewer(), read, one.held)
  holders.endAll()
  expect(one.fate).toEqual(['ended'])
  expect(holders.hold(viewer(), read, connection().held)).toBeNull()
  expect(holders.hold(viewer(), holders.count, connection().held)).not.toBeNull()
  holders.close()
})

test('[F10] other rights move a connection at once, and only when it then hears something else', () => {
  const holders = new Holders(over, Date.now)
  const one = connection()
  holders.hold(viewer(), 0, one.held)
  holders.revoke({ account: 'a', rights: ['orders', 'kitchen'] })
  expect(one.fate).toEqual([])
  holders.revoke({ account: 'a', rights: ['catalogue'] })
  expect(one.fate).toEqual(['hears catalogue'])
  holders.close()
})

test('[F51] a session that is over ends its connection before anything later, and at the moment itself', async () => {
  vi.useFakeTimers()
  try {
    const holders = new Holders(over, Date.now)
    const [soon, late] = [connection(), connection()]
    const refuses = new Holders(() => Promise.reject(new Error('the database is away')), Date.now)
    const away = connection()
    refuses.hold(viewer({ expiresAt: new Date(Date.now() + 10_000) }), 0, away.held)
    holders.hold(viewer({ expiresAt: new Date(Date.now() + 10_000) }), 0, soon.held)
    holders.hold(viewer({ session: 't' }), 0, late.held)
    await vi.advanceTimersByTimeAsync(9000)
    expect([soon.fate, away.fate]).toEqual([[], []])
    // News come while the timers are late.
    vi.setSystemTime(Date.now() + 1000)
    holders.endOverdue()
    expect(soon.fate).toEqual(['ended'])
    await vi.advanceTimersByTimeAsync(1000)
    expect([away.fate, late.fate]).toEqual([['ended'], []])
    holders.close()
    refuses.close()
  } finally {
    vi.useRealTimers()
  }
})

test('[F51] a session that was used meanwhile goes on, without the connection hearing of it', async () => {
  vi.useFakeTimers()
  try {
    let asked = 0
    const holders = new Holders(
      () => Promise.resolve(++asked < 3 ? viewer({ expiresAt: new Date(Date.now() + 40 * 24 * HOUR) }) : null),
      Date.now,
    )
    const one = connection()
    const hold = holders.hold(viewer(), 0, one.held)
    await vi.advanceTimersByTimeAsync(2 * HOUR)
    expect([asked, one.fate]).toEqual([1, []])
    expect(hold?.viewer?.expiresAt.getTime()).toBeGreaterThan(Date.now())
    await vi.advanceTimersByTimeAsync(50 * 24 * HOUR)
    expect([asked, one.fate]).toEqual([2, []])
    await vi.advanceTimersByTimeAsync(50 * 24 * HOUR)
    expect([asked, one.fate]).toEqual([3, ['ended']])
    holders.close()
  } finally {
    vi.useRealTimers()
  }
})

test('[F51] what is read anew does not outlive a revocation that came in between', () => {
  const holders = new Holders(over, Date.now)
  const one = connection()
  const hold = holders.hold(viewer(), 0, one.held)
  const read = holders.count
  holders.revoke({ account: 'a', session: 'new' })
  expect(hold?.renew(viewer({ session: 'new' }), read)).toBe(false)
  expect(one.fate).toEqual(['ended'])
  holders.close()
})
