import { CakeSlice, ChefHat, ClipboardList, Inbox, type LucideIcon, Settings, Star } from 'lucide-react'
import { NavLink } from 'react-router'
import { useNotifications } from '../live/use-notifications.ts'
import { useAccount } from '../root-data.ts'
import type { OrderCounts } from './orders/use-order-counts.ts'

type Item = {
  readonly to: string
  readonly label: string
  readonly icon: LucideIcon
  readonly count: number
  /** What the count counts. */
  readonly of: string
}

function useItems(counts: OrderCounts | null): readonly Item[] {
  const { unread } = useNotifications()
  const rights = useAccount()?.rights ?? []
  return [
    ...(rights.includes('orders')
      ? [{ to: '/admin/orders', label: 'Orders', icon: ClipboardList, count: counts?.pending ?? 0, of: 'to accept' }]
      : []),
    ...(rights.includes('orders') || rights.includes('kitchen')
      ? [{ to: '/kitchen', label: 'Kitchen', icon: ChefHat, count: 0, of: '' }]
      : []),
    ...(rights.includes('catalogue')
      ? [
          { to: '/admin/products', label: 'Products', icon: CakeSlice, count: 0, of: '' },
          { to: '/admin/reviews', label: 'Reviews', icon: Star, count: 0, of: '' },
        ]
      : []),
    ...(rights.includes('settings') ? [{ to: '/admin/settings', label: 'Settings', icon: Settings, count: 0, of: '' }] : []),
    { to: '/admin/inbox', label: 'Inbox', icon: Inbox, count: unread, of: 'unread' },
  ]
}

const Count = ({ item }: { item: Item }) =>
  item.count === 0 ? null : (
    <span className="num ml-auto grid h-5 min-w-6 place-items-center rounded-full bg-haldi px-1.5 font-bold text-on-haldi text-xs max-lg:absolute max-lg:-top-1.5 max-lg:left-1/2 max-lg:ml-1">
      {item.count > 999 ? '999+' : item.count}
      <span className="sr-only"> {item.of}</span>
    </span>
  )

/** Down the jamun side on a desk. */
export function SideNav({ counts }: { counts: OrderCounts | null }) {
  return (
    <nav aria-label="Counter" className="flex flex-col gap-0.5">
      {useItems(counts).map((item) => (
        <NavLink
          key={item.to}
          to={item.to}
          className="relative flex min-h-11 items-center gap-3 rounded-sm px-3 font-semibold text-on-jamun-2 hover:bg-on-jamun/8 aria-[current]:bg-on-jamun/16 aria-[current]:text-on-jamun aria-[current]:shadow-[inset_3px_0_0_var(--haldi)]"
        >
          <item.icon className="size-5" aria-hidden="true" />
          {item.label}
          <Count item={item} />
        </NavLink>
      ))}
    </nav>
  )
}

/** Along the bottom on a phone. */
export function BottomNav({ counts }: { counts: OrderCounts | null }) {
  return (
    <nav
      aria-label="Counter"
      className="sticky bottom-0 z-20 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {useItems(counts).map((item) => (
        <NavLink
          key={item.to}
          to={item.to}
          className="relative flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 font-semibold text-ink-2 text-xs before:absolute before:-top-px before:h-0.75 before:w-8 before:rounded-b-sm aria-[current]:text-anaar-ink aria-[current]:before:bg-anaar aria-[current]:before:content-['']"
        >
          <span className="relative">
            <item.icon className="size-5" aria-hidden="true" />
            <Count item={item} />
          </span>
          {item.label}
        </NavLink>
      ))}
    </nav>
  )
}
