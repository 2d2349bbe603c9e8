import { isRouteErrorResponse, Link } from 'react-router'
import { useSignInPath } from '../account/use-sign-in-path.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { fieldStyle } from '../cake/drawing-of.ts'
import { useLoadsAgain } from '../live/use-loads-again.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { EmptyState } from '../ui/empty-state.tsx'

type Kind = 'missing' | 'sign-in' | 'denied' | 'broken'

const kindOf = (error: unknown): Kind => {
  if (!isRouteErrorResponse(error)) return 'broken'
  if (error.status === 401) return 'sign-in'
  if (error.status === 403) return 'denied'
  return error.status === 404 ? 'missing' : 'broken'
}

const SAYS: Record<Kind, readonly [title: string, text: string]> = {
  missing: ['Someone ate this page', 'The link is old, or the cake is no longer made.'],
  'sign-in': ['Sign in to see this', 'This page belongs to an account.'],
  denied: ['This is not for your account', 'Staff pages open with a staff account. Your cart and orders are safe.'],
  broken: ['The kitchen is fine. Our page is not.', 'Your order and cart are safe. This page loads again by itself in a moment.'],
}

/** What went wrong, in the shop's voice, with the next thing to do. */
export function ErrorNotice({ error }: { error: unknown }) {
  const kind = kindOf(error)
  const signInPath = useSignInPath()
  useLoadsAgain(kind === 'broken')
  const [title, text] = SAYS[kind]
  const back = (
    <Link to="/" className={buttonStyle('outline')}>
      Back to the shop
    </Link>
  )
  const signIn = (
    <Link to={signInPath} className={buttonStyle('primary')}>
      Sign in
    </Link>
  )
  return (
    <>
      <title>{title}</title>
      <EmptyState
        level={1}
        picture={kind === 'missing' && <HalfACake />}
        title={title}
        action={
          <div className="flex flex-wrap justify-center gap-3">
            {(kind === 'sign-in' || kind === 'denied') && signIn}
            {kind === 'broken' && (
              <button type="button" className={buttonStyle('primary')} onClick={() => window.location.reload()}>
                Try again
              </button>
            )}
            {back}
          </div>
        }
      >
        {text}
      </EmptyState>
    </>
  )
}

const HalfACake = () => (
  <div className="colour-field w-full overflow-hidden rounded-lg" style={fieldStyle('vanilla')}>
    <CakeSvg family="layer" flavour="vanilla" finish="cream" topping="strawberries" cut className="mx-auto w-64" />
  </div>
)
