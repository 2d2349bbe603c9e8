import { useSignInPath } from '../account/use-sign-in-path.ts'
import { CakeSvg } from '../cake/cake-svg.tsx'
import { fieldStyle } from '../cake/drawing-of.ts'
import { useAccount } from '../root-data.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'

/** For a wrong address and for somebody else's order alike: which of both it is, is nobody's business. */
export function NoSuchOrder() {
  const account = useAccount()
  const signInPath = useSignInPath()
  return (
    <div className="page-width py-6">
      <title>No such order</title>
      <EmptyState
        level={1}
        picture={
          <div className="colour-field w-full overflow-hidden rounded-lg" style={fieldStyle('vanilla')}>
            <CakeSvg family="layer" flavour="vanilla" finish="cream" topping="strawberries" cut className="mx-auto w-64" />
          </div>
        }
        title="No such order here"
        action={
          <div className="flex flex-wrap justify-center gap-3">
            {account === null && (
              <LinkButton to={signInPath} kind="primary">
                Sign in
              </LinkButton>
            )}
            <LinkButton to="/orders">Your orders</LinkButton>
          </div>
        }
      >
        {account === null
          ? 'The link is wrong, or the order was placed with an account or in another browser.'
          : `The link is wrong, or the order is not one of ${account.name}’s.`}
      </EmptyState>
    </div>
  )
}
