import { isRouteErrorResponse, useRouteError } from 'react-router'
import { ErrorNotice } from '../shop/error-notice.tsx'
import { NoSuchOrder } from './no-such-order.tsx'

/** What the pages about one order show when it cannot be shown. */
export function OrderError() {
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NoSuchOrder />
  return (
    <div className="page-width py-8">
      <ErrorNotice error={error} />
    </div>
  )
}
