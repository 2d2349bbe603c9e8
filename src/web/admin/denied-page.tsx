import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useSignInPath } from '../account/use-sign-in-path.ts'
import { useAccount } from '../root-data.ts'
import { ConnectionPill } from '../shop/connection-pill.tsx'
import { ErrorNotice } from '../shop/error-notice.tsx'
import { Logo } from '../shop/logo.tsx'
import { tapsLeftHere } from '../taps/place.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { refusalStatus } from './refusal-status.ts'

/** For whoever has no business at the counter: who they are here, and the way on. `inside`: staff without this one right. */
export function DeniedPage({ error, inside = false }: { error: unknown; inside?: boolean }) {
  const status = refusalStatus(error)
  if (inside) {
    return (
      <EmptyState level={1} title="Not among your rights" action={<BackToShop />}>
        This page needs a right that your account does not have. The owner can give it to you.
      </EmptyState>
    )
  }
  return (
    <main id="main" tabIndex={-1} className="page-width flex min-h-dvh flex-col">
      <header className="flex h-16 items-center justify-between">
        <Link to="/" aria-label="Cakewire, home" className="flex min-h-11 items-center">
          <Logo className="h-7 w-auto" />
        </Link>
        <ConnectionPill />
      </header>
      <div className="grid flex-1 place-content-center">{status === null ? <ErrorNotice error={error} /> : <StaffOnly />}</div>
    </main>
  )
}

const BackToShop = () => (
  <Link to="/" className={buttonStyle('outline')}>
    Back to the shop
  </Link>
)

/** Whoever's sign-in ended with taps unsent. */
function TapsLeft() {
  const [left, setLeft] = useState(0)
  useEffect(() => setLeft(tapsLeftHere()), [])
  if (left === 0) return null
  return (
    <p role="status" className="mx-auto max-w-md text-center text-ink-2">
      <b>{left === 1 ? '1 tap waits' : `${left} taps wait`} on this screen.</b> Nothing is lost: when whoever made{' '}
      {left === 1 ? 'it' : 'them'} signs in again here, {left === 1 ? 'it goes' : 'they go'} out.
    </p>
  )
}

function StaffOnly() {
  const account = useAccount()
  const signInPath = useSignInPath()
  return (
    <>
      <title>For staff</title>
      <EmptyState
        level={1}
        title="The counter is for staff"
        action={
          <div className="flex flex-wrap justify-center gap-3">
            <Link to={signInPath} className={buttonStyle('primary')}>
              {account === null ? 'Sign in' : 'Sign in as staff'}
            </Link>
            <BackToShop />
          </div>
        }
      >
        {account === null
          ? 'Sign in with a staff account to see orders and products.'
          : `You are signed in as ${account.name}, a customer. Your cart and orders are safe.`}
      </EmptyState>
      <TapsLeft />
    </>
  )
}
