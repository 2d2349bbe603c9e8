import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import type { Notification } from '../../contract/notification.ts'
import type { PageShop } from '../../contract/page.ts'
import { useNotifications, useReadMarks } from '../live/use-notifications.ts'
import { useShop } from '../live/use-shop.ts'
import { readMark } from '../page-mark.ts'
import { useRootData } from '../root-data.ts'
import { Button } from '../ui/button.tsx'
import { buttonStyle } from '../ui/button-style.ts'
import { cx } from '../ui/cx.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { formatMoment } from '../ui/time.ts'
import { ageOf, useNow } from '../ui/use-now.ts'
import { useMarkRead } from './use-mark-read.ts'

const ICONS: Record<Notification['type'], readonly [icon: LucideIcon, ink: string]> = {
  info: [Info, 'text-neel-ink'],
  success: [CircleCheck, 'text-pista-ink'],
  warning: [TriangleAlert, 'text-haldi-ink'],
  error: [CircleAlert, 'text-anaar-ink'],
}

type LeadsTo = (item: Notification) => string | null
type ItemProps = {
  readonly item: Notification
  readonly leadsTo: LeadsTo
  readonly onRead: (item: Notification) => void
  readonly onFollow: () => void
}

function Item({ item, leadsTo, onRead, onFollow }: ItemProps) {
  const { timeZone } = useShop()
  const now = useNow()
  const [Icon, ink] = ICONS[item.type]
  const to = leadsTo(item)
  const number = typeof item.data?.number === 'string' ? item.data.number : ''
  const when = (now === null ? null : ageOf(item.createdAt, now)) ?? formatMoment(item.createdAt, timeZone)
  return (
    <li className={cx('flex gap-3 border-line border-b px-3 py-3', !item.read && 'bg-haldi-tint shadow-[inset_3px_0_0_var(--haldi)]')}>
      <Icon className={cx('mt-0.5 size-5 shrink-0', ink)} aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className={item.read ? '' : 'font-bold'}>
          {!item.read && <span className="sr-only">Unread: </span>}
          {item.message}
        </p>
        <p className="num text-ink-2 text-sm">
          {number !== '' && <>{number} · </>}
          <time dateTime={item.createdAt}>{when}</time>
        </p>
      </div>
      {to !== null && (
        <Link
          to={to}
          className={buttonStyle('outline', 'small', 'shrink-0 self-start')}
          onClick={() => {
            onRead(item)
            onFollow()
          }}
        >
          Show
        </Link>
      )}
      {to === null && !item.read && (
        <Button size="small" className="shrink-0 self-start" onClick={() => onRead(item)}>
          Read
        </Button>
      )}
    </li>
  )
}

/** A page of what was told before the newest; `next` null: there is nothing before it. */
export type OlderPage = { readonly items: readonly Notification[]; readonly next: string | null }

/** The page that the URL asks for; null: the newest, which the root knows. */
export async function loadOlder(shop: PageShop, params: URLSearchParams): Promise<OlderPage | null> {
  const query = readMark(params)
  if (query.after === undefined) return null
  const { items, next } = await shop.notifications(query)
  return { items, next }
}

type Props = {
  /** null: the newest. */
  readonly older?: OlderPage | null
  /** Where all of it can be read, page by page. */
  readonly path: string
  /** Where a notification leads on to; null when it only tells. */
  readonly leadsTo: LeadsTo
  /** Said while there is nothing. */
  readonly empty: string
  /** A link in it was taken. */
  readonly onFollow?: () => void
}

/** What this viewer was told, newest first, with their own read marks. */
export function InboxList({ older = null, path, leadsTo, empty, onFollow = () => undefined }: Props) {
  const { notifications } = useRootData()
  const newest = useNotifications()
  const marked = useReadMarks(older?.items ?? NONE)
  const items = older === null ? newest.items : marked
  const { unread } = newest
  const mark = useMarkRead(older === null ? newest.items : [...newest.items, ...marked])
  if (items.length === 0 && older === null) return <EmptyState title="Nothing yet">{empty}</EmptyState>
  const next = older === null ? notifications.next : older.next
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <p className="num text-ink-2" role="status">
          {unread === 0 ? 'All read' : `${unread} unread`}
        </p>
        {unread > 0 && (
          <Button size="small" moment={mark.moment} onClick={mark.all} pendingLabel="Marking">
            Mark all read
          </Button>
        )}
      </div>
      {mark.problem !== null && (
        <p role="alert" className="mb-3 font-semibold text-anaar-ink text-sm">
          {mark.problem.message}
        </p>
      )}
      {items.length === 0 && <p className="text-ink-2">There is nothing older than this.</p>}
      <ul className="overflow-hidden rounded-md bg-surface shadow-1 empty:hidden">
        {items.map((item) => (
          <Item key={item._id} item={item} leadsTo={leadsTo} onRead={mark.one} onFollow={onFollow} />
        ))}
      </ul>
      <nav aria-label="Pages" className="mt-5 flex flex-wrap gap-3 empty:hidden">
        {older !== null && (
          <LinkButton to={path} onClick={onFollow}>
            Newest
          </LinkButton>
        )}
        {next !== null && (
          <LinkButton to={`${path}?after=${next}`} onClick={onFollow}>
            Older
          </LinkButton>
        )}
      </nav>
    </>
  )
}

const NONE: readonly Notification[] = []
