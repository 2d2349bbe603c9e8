import bricolage from '@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-standard-normal.woff2?url'
import figtree from '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url'
import { type ReactNode, useEffect, useMemo } from 'react'
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from 'react-router'
import type { Route } from './+types/root'
import { useLeaveNothing } from './account/leave-nothing.ts'
import { pageShop } from './app-context.ts'
import './app.css'
import { EARLY_ACTS_SCRIPT, playEarlyActs } from './early-acts.ts'
import { knownAlert, knownCart, knownMenu, knownNotification } from './live/known.ts'
import { LiveProvider, type Snapshot } from './live/live-provider.tsx'
import { renewal } from './live/renewal.ts'
import { type RootData, useMaybeRootData } from './root-data.ts'
import { ErrorNotice } from './shop/error-notice.tsx'
import { NewsToasts } from './shop/news-toasts.tsx'
import { THEME_SCRIPT } from './theme.ts'
import { Announcer } from './ui/announcer.tsx'
import { Toasts } from './ui/toast.tsx'

export async function loader({ context }: Route.LoaderArgs) {
  const shop = context.get(pageShop)
  const [cart, notifications, alerts, menu, cursor] = await Promise.all([
    shop.cart(),
    shop.notifications(),
    shop.stockAlerts(),
    shop.menu(),
    shop.cursor(),
  ])
  return { viewer: shop.viewer, shop: shop.shop, cart, notifications, alerts, menu, seat: shop.seat, cursor, nonce: shop.nonce }
}

/** The feed keeps it fresh: it is only asked again on purpose. */
export const shouldRevalidate = () => renewal.running

export const links: Route.LinksFunction = () => [
  { rel: 'preload', href: figtree, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'preload', href: bricolage, as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
]

export function Layout({ children }: { children: ReactNode }) {
  const root = useMaybeRootData()
  // Browsers hide the nonce of a script, so hydration must not compare it.
  const nonce = typeof window === 'undefined' ? root?.nonce : ''
  useEffect(() => void playEarlyActs(), [])
  return (
    <html lang="en-IN" suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#fdfbf7" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1d0d15" media="(prefers-color-scheme: dark)" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constants */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: `${THEME_SCRIPT};${EARLY_ACTS_SCRIPT}` }} />
        <Meta />
        <Links />
      </head>
      <body>
        <a href="#main" className="skip-link">
          Skip to content
        </a>
        {children}
        <ScrollRestoration {...(nonce === undefined ? {} : { nonce })} />
        <Scripts {...(nonce === undefined ? {} : { nonce })} />
      </body>
    </html>
  )
}

const snapshotOf = ({ cursor, seat, viewer, cart, notifications, alerts, menu }: RootData): Snapshot => ({
  cursor,
  seat,
  known: [
    knownMenu(menu),
    ...(viewer !== null && cart !== null ? [knownCart(viewer._id, cart)] : []),
    ...notifications.items.map(knownNotification),
    ...alerts.map(knownAlert),
  ],
})

export default function App({ loaderData }: Route.ComponentProps) {
  const snapshot = useMemo(() => snapshotOf(loaderData), [loaderData])
  useLeaveNothing()
  return (
    <LiveProvider snapshot={snapshot}>
      <Outlet />
      <NewsToasts />
      <Toasts />
      <Announcer />
    </LiveProvider>
  )
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData?.shop.name ?? 'Cakewire' },
  { name: 'description', content: loaderData?.shop.tagline ?? '' },
]

/** Only when the root itself failed: every page below has a boundary of its own inside the shell. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <main id="main" className="page-width py-12">
      <ErrorNotice error={error} />
    </main>
  )
}
