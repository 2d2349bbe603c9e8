import { LogOut, Store } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Link } from 'react-router'
import { useSignOut } from '../live/use-sign-out.ts'
import { useAccount } from '../root-data.ts'
import { ConnectionPill } from '../shop/connection-pill.tsx'
import { Logo } from '../shop/logo.tsx'
import { cx } from '../ui/cx.ts'
import { BottomNav, SideNav } from './admin-nav.tsx'
import { InboxBell } from './inbox/inbox-bell.tsx'
import { MuteButton } from './orders/mute-button.tsx'
import type { Bell } from './orders/use-bell.ts'
import type { OrderCounts } from './orders/use-order-counts.ts'
import { StateSwitch } from './shop-state/state-switch.tsx'
import { useStillBelow } from './use-still-below.ts'

type Props = {
  readonly counts: OrderCounts | null
  readonly bell: Bell | null
  /** Across the top, above everything. */
  readonly bar: ReactNode
  readonly children: ReactNode
}

const ROLE_WORDS = { admin: 'Runs the shop', staff: 'Staff', customer: 'Customer', guest: 'Guest' } as const

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase()

const sideLink = 'flex min-h-11 w-full items-center gap-3 rounded-sm px-3 text-left font-semibold text-on-jamun-2 hover:bg-on-jamun/8'

function Side({ counts }: { counts: OrderCounts | null }) {
  const account = useAccount()
  const { signOut, moment } = useSignOut()
  return (
    <aside className="sticky top-0 hidden h-dvh w-55 shrink-0 flex-col gap-6 bg-jamun p-3 text-on-jamun lg:flex">
      <Link to="/admin" aria-label="Counter, home" className="flex min-h-11 items-center px-3 pt-2">
        <Logo className="h-8 w-auto" onDark />
      </Link>
      <SideNav counts={counts} />
      <div className="mt-auto flex flex-col gap-0.5">
        <Link to="/" className={sideLink}>
          <Store className="size-5" aria-hidden="true" />
          The shop
        </Link>
        <button type="button" className={sideLink} onClick={signOut} aria-disabled={moment === 'pending'}>
          <LogOut className="size-5" aria-hidden="true" />
          {moment === 'failed' ? 'Not signed out. Try again' : 'Sign out'}
        </button>
        {account !== null && (
          <p className="flex items-center gap-3 px-3 pt-3 pb-1">
            <span
              aria-hidden="true"
              className="grid size-8 shrink-0 place-items-center rounded-full bg-lilac-field font-bold text-ink text-xs"
            >
              {initialsOf(account.name)}
            </span>
            <span className="min-w-0 leading-tight">
              <span className="block truncate font-semibold">{account.name}</span>
              <span className="text-on-jamun-2 text-xs">{ROLE_WORDS[account.role]}</span>
            </span>
          </p>
        )}
      </div>
    </aside>
  )
}

/** What the side says on a desk, at the foot of a phone's page. */
function Foot() {
  const { signOut } = useSignOut()
  const account = useAccount()
  return (
    <footer className="flex flex-wrap items-center gap-x-4 px-4 pb-4 text-sm lg:hidden">
      <p className="mr-auto text-ink-2">Signed in as {account?.name}</p>
      <Link to="/" className="link inline-flex min-h-11 items-center">
        The shop
      </Link>
      <button type="button" className="link min-h-11" onClick={signOut}>
        Sign out
      </button>
    </footer>
  )
}

function Tools({ bell }: { bell: Bell | null }) {
  return (
    <div className="flex h-14 items-center gap-1 px-4 max-lg:pr-2 lg:absolute lg:top-3 lg:right-4 lg:h-auto lg:px-0">
      <Link to="/admin" aria-label="Counter, home" className="mr-auto flex min-h-11 items-center lg:hidden">
        <Logo className="h-6.5 w-auto max-[26rem]:h-5" />
      </Link>
      <StateSwitch />
      <ConnectionPill />
      {bell !== null && <MuteButton bell={bell} />}
      <InboxBell />
    </div>
  )
}

/** The counter's frame: dense and square-shouldered. */
export function AdminShell({ counts, bell, bar, children }: Props) {
  const below = useRef<HTMLDivElement>(null)
  useStillBelow(below)
  return (
    <div className="flex min-h-dvh [overflow-anchor:none]">
      <Side counts={counts} />
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="sticky top-0 z-30">{bar}</div>
        <div ref={below} className="relative flex min-h-dvh flex-1 flex-col">
          <Tools bell={bell} />
          <main id="main" tabIndex={-1} className="flex-1 px-4 pb-8 lg:px-6 lg:pt-3">
            {children}
          </main>
          <Foot />
          <BottomNav counts={counts} />
        </div>
      </div>
    </div>
  )
}

/** A page's title with its own tools; the frame's tools stand to the right of it. `stays`: it remains in sight. */
export const AdminTitle = ({ title, stays = false, children }: { title: ReactNode; stays?: boolean; children?: ReactNode }) => (
  <header
    className={cx(
      'mb-4 flex min-h-11 flex-wrap items-center gap-3 lg:pr-92',
      stays && 'sticky top-0 z-20 -mx-4 bg-paper px-4 pt-2 pb-2 lg:-mx-6 lg:-mt-2 lg:pl-6',
    )}
  >
    <h1 className="mr-auto text-2xl">{title}</h1>
    {children}
  </header>
)
