import type { ReactNode } from 'react'
import { ShopFooter } from './shop-footer.tsx'
import { ShopHeader } from './shop-header.tsx'
import { StateBanner } from './state-banner.tsx'
import { TabBar } from './tab-bar.tsx'
import { useFocusOnArrival } from './use-focus-on-arrival.ts'

/** Header, page, footer, and the tab bar of a phone. */
export function ShopShell({ children }: { children: ReactNode }) {
  useFocusOnArrival()
  return (
    <div className="flex min-h-dvh flex-col">
      <ShopHeader />
      <StateBanner />
      <main id="main" tabIndex={-1} className="flex-1">
        {children}
      </main>
      <ShopFooter />
      <TabBar />
    </div>
  )
}
