import type { Notification } from '../../contract/notification.ts'
import { api } from '../live/api.ts'
import { knownNotification } from '../live/known.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'

/** Read marks of this viewer alone; their other screens hear of them. */
export function useMarkRead(items: readonly Notification[]) {
  const { store } = useLive()
  const { run, moment, problem } = useCall()
  const mark = async (body: { ids: string[] } | { all: true }) => {
    const answer = await run(() => api<{ marked: number }>('POST', '/api/notifications/read', body))
    if (!answer.ok) return
    const marked = items.filter((item) => !item.read && ('all' in body || body.ids.includes(item._id)))
    store.learn(marked.map((item) => knownNotification({ ...item, read: true })))
  }
  return {
    one: (notification: Notification) => void (notification.read ? undefined : mark({ ids: [notification._id] })),
    all: () => void mark({ all: true }),
    moment,
    problem,
  }
}
