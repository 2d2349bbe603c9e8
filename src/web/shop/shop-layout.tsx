import { Outlet, useRouteError } from 'react-router'
import { ErrorNotice } from './error-notice.tsx'
import { ShopShell } from './shop-shell.tsx'

export default function ShopLayout() {
  return (
    <ShopShell>
      <Outlet />
    </ShopShell>
  )
}

export function ErrorBoundary() {
  const error = useRouteError()
  return (
    <ShopShell>
      <div className="page-width py-8">
        <ErrorNotice error={error} />
      </div>
    </ShopShell>
  )
}
