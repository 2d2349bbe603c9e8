import type { Rights } from '../../src/feed/testing/simulated-node.ts'
import type { Viewer } from '../../src/server/accounts/viewer.ts'
import { Holders } from '../../src/server/live/holders.ts'

const LONG = 24 * 60 * 60 * 1000

/** The shop's own register of who may hear news, for simulated nodes. */
export function shopRights(): Rights {
  const holders = new Holders(async () => null)
  const viewer = (accountId: string, session: string): Viewer => ({
    accountId,
    session,
    role: 'customer',
    rights: [],
    name: '',
    email: null,
    phone: '',
    expiresAt: new Date(Date.now() + LONG),
  })
  return {
    now: () => holders.count,
    hold: (holder, checkedAt, end) => {
      const who = holder === null ? null : viewer(holder.account, holder.session)
      return holders.hold(who, checkedAt, { end, become: () => undefined })?.release ?? null
    },
    revoke: (revoked) => holders.revoke(revoked),
    forked: () => holders.endAll(),
    close: () => holders.close(),
  }
}
