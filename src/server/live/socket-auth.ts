import { type AuthAnswer, AuthMessage } from '../../contract/handshake.ts'
import type { RefusalCode } from '../../contract/refusal.ts'
import type { SessionReader } from '../accounts/session-reader.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { Hold } from './holders.ts'
import type { Edge, ShopSocket } from './sockets.ts'

/** The event `auth`: an open socket goes on under a newer session of the same person, without a gap and without reconnecting. */
export function answerAuth(socket: ShopSocket, hold: Hold, sessions: SessionReader, edge: Pick<Edge, 'changes'>): void {
  socket.on('auth', (message: unknown, answer: unknown) => {
    const tell = (told: AuthAnswer) => {
      if (typeof answer === 'function') (answer as (told: AuthAnswer) => void)(told)
    }
    const since = edge.changes()
    read(message, hold.viewer, sessions).then(
      (found) => {
        if (typeof found === 'string') return tell({ code: found })
        if (hold.renew(found, since)) tell({ expiresAt: found.expiresAt.toISOString() })
      },
      () => tell({ code: 'server.busy' }),
    )
  })
}

async function read(message: unknown, viewer: Viewer | null, sessions: SessionReader): Promise<Viewer | RefusalCode> {
  const parsed = AuthMessage.safeParse(message ?? {})
  if (!parsed.success) return 'request.invalid'
  if (viewer === null) return 'auth.required'
  const { token } = parsed.data
  if (token === undefined) return (await sessions.again(viewer.session)) ?? 'auth.expired'
  const found = await sessions.ofHandshake({ cookieHeader: '', token, seat: '' })
  if (found === null || typeof found === 'string') return found ?? 'auth.expired'
  // Its position and its rooms are this person's.
  return found.accountId === viewer.accountId ? found : 'access.denied'
}
