import { useMemo } from 'react'
import type { Notification } from '../../contract/notification.ts'
import { useRootData } from '../root-data.ts'
import { notificationRev } from './known.ts'
import { newest } from './newest.ts'
import { useEntities } from './use-entities.ts'

/** The viewer's newest notifications, live, newest first, and how many are unread in all. What is older than those is on a page of its own. */
export function useNotifications(): { readonly items: readonly Notification[]; readonly unread: number } {
  const { notifications } = useRootData()
  const entities = useEntities()
  return useMemo(() => {
    const loaded = new Map(notifications.items.map((item) => [item._id, item]))
    const items = withMarks(notifications.items, entities)
    const fresh: Notification[] = []
    for (const [entity, { data }] of entities) {
      if (!entity.startsWith('notification:') || data === null) continue
      const notification = data as Notification
      if (!loaded.has(notification._id)) fresh.push(notification)
    }
    // Older than what was loaded, and told of only because it has been read.
    const oldest = notifications.next === null ? '' : (notifications.items.at(-1)?.createdAt ?? '')
    const readSince = fresh.filter((item) => item.createdAt < oldest).length
    const newer = fresh.filter((item) => item.createdAt >= oldest)
    const all = [...newer, ...items].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    // The server counted also those that this page did not load; the difference is what changed since.
    const before = notifications.items.filter((item) => !item.read).length
    const now = all.filter((item) => !item.read).length
    return { items: all, unread: Math.max(0, notifications.unread + now - before - readSince) }
  }, [entities, notifications])
}

/** Notifications that a page loaded, each with the read mark that it has now. */
export function useReadMarks(loaded: readonly Notification[]): readonly Notification[] {
  const entities = useEntities()
  return useMemo(() => withMarks(loaded, entities), [entities, loaded])
}

const withMarks = (loaded: readonly Notification[], entities: ReturnType<typeof useEntities>): Notification[] =>
  loaded.flatMap((item) => newest<Notification>(entities.get(`notification:${item._id}`), item, notificationRev(item)) ?? [])
