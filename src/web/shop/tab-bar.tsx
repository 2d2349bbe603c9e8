import { Bell, House, type LucideIcon, Package, ShoppingBag, UserRound } from 'lucide-react'
import { NavLink } from 'react-router'
import { useSignInPath } from '../account/use-sign-in-path.ts'
import { useCart } from '../live/use-cart.ts'
import { useNotifications } from '../live/use-notifications.ts'
import { useAccount } from '../root-data.ts'
import { CountBadge } from './count-badge.tsx'
import { cartCount } from './shop-header.tsx'

type Tab = { readonly to: string; readonly label: string; readonly icon: LucideIcon; readonly count?: number; readonly says?: string }

function useTabs(): readonly Tab[] {
  const account = useAccount()
  const { items, unread } = useNotifications()
  const signInPath = useSignInPath()
  const inCart = cartCount(useCart())
  return [
    { to: '/', label: 'Shop', icon: House },
    { to: '/cart', label: 'Cart', icon: ShoppingBag, count: inCart, says: `Cart, ${inCart} in it` },
    { to: '/orders', label: 'Orders', icon: Package },
    // A guest has news as well.
    ...(account === null && items.length === 0
      ? []
      : [{ to: '/notifications', label: 'News', icon: Bell, count: unread, says: `News, ${unread} unread` }]),
    account === null ? { to: signInPath, label: 'Sign in', icon: UserRound } : { to: '/account', label: 'You', icon: UserRound },
  ]
}

/** The way around on a phone; wide screens have it all in the header. */
export function TabBar() {
  return (
    <nav aria-label="Shop" className="sticky bottom-0 z-20 flex border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden">
      {useTabs().map(({ to, label, icon: Icon, count = 0, says }) => (
        <NavLink
          key={to}
          to={to}
          end={to === '/'}
          aria-label={count > 0 ? says : undefined}
          className="relative flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 font-semibold text-ink-2 text-xs before:absolute before:-top-px before:h-0.75 before:w-8 before:rounded-b-sm aria-[current]:text-anaar-ink aria-[current]:before:bg-anaar aria-[current]:before:content-['']"
        >
          <span className="relative px-3">
            <Icon className="size-5" aria-hidden="true" />
            <CountBadge count={count} />
          </span>
          {label}
        </NavLink>
      ))}
    </nav>
  )
}
