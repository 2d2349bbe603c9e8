import { Bell, ChefHat, Search, ShoppingBag, UserRound } from 'lucide-react'
import { Link, NavLink } from 'react-router'
import { useSignInPath } from '../account/use-sign-in-path.ts'
import { useCart } from '../live/use-cart.ts'
import { inMenus, useMenu } from '../live/use-menu.ts'
import { useNotifications } from '../live/use-notifications.ts'
import { useAccount } from '../root-data.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { ConnectionPill } from './connection-pill.tsx'
import { CountBadge } from './count-badge.tsx'
import { Logo } from './logo.tsx'

export const cartCount = (cart: ReturnType<typeof useCart>): number => cart?.items.reduce((sum, line) => sum + line.quantity, 0) ?? 0

function CategoryNav() {
  const categories = inMenus(useMenu())
  return (
    <nav aria-label="Categories" className="ml-3 hidden gap-5 font-semibold lg:flex">
      {categories.slice(0, 4).map(({ _id, name }) => (
        <NavLink
          key={_id}
          to={`/category/${encodeURIComponent(name)}`}
          className="flex min-h-11 items-center decoration-2 decoration-haldi underline-offset-6 hover:underline aria-[current]:underline"
        >
          {name}
        </NavLink>
      ))}
    </nav>
  )
}

export function ShopHeader() {
  const account = useAccount()
  const cart = useCart()
  const { items, unread } = useNotifications()
  const signInPath = useSignInPath()
  const inCart = cartCount(cart)
  const staff = account !== null && account.role !== 'customer'
  return (
    <header className="relative z-10 bg-paper">
      <div className="page-width flex h-16 items-center gap-1 md:h-19">
        <Link to="/" className="flex min-h-11 items-center text-ink" aria-label="Cakewire, home">
          <Logo className="h-7 w-auto md:h-8.5" />
        </Link>
        <CategoryNav />
        <div className="ml-auto flex items-center">
          <span className="mr-1 md:mr-3">
            <ConnectionPill />
          </span>
          {staff && (
            <Link to="/admin" className={buttonStyle('quiet', 'square', 'max-md:hidden')} aria-label="Counter">
              <ChefHat className="size-5" aria-hidden="true" />
            </Link>
          )}
          <Link to="/search" className={buttonStyle('quiet', 'square')} aria-label="Search">
            <Search className="size-5" aria-hidden="true" />
          </Link>
          {(account !== null || items.length > 0) && (
            <Link
              to="/notifications"
              className={buttonStyle('quiet', 'square', 'max-md:hidden')}
              aria-label={unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`}
            >
              <Bell className="size-5" aria-hidden="true" />
              <CountBadge count={unread} />
            </Link>
          )}
          <Link
            to={account === null ? signInPath : '/account'}
            className={buttonStyle('quiet', 'square', 'max-md:hidden')}
            aria-label={account === null ? 'Sign in' : `Account of ${account.name}`}
          >
            <UserRound className="size-5" aria-hidden="true" />
          </Link>
          <Link
            to="/cart"
            className={buttonStyle('quiet', 'square', '-mr-2')}
            aria-label={`Cart, ${inCart} ${inCart === 1 ? 'piece' : 'pieces'}`}
          >
            <ShoppingBag className="size-5" aria-hidden="true" />
            <CountBadge count={inCart} />
          </Link>
        </div>
      </div>
    </header>
  )
}
