import { Link } from 'react-router'
import { buttonStyle } from '../ui/button-style.ts'
import { EmptyState } from '../ui/empty-state.tsx'

/** A shop that sells for real has no demo bakery in it. */
export const NoDemo = () => (
  <main id="main" className="page-width grid min-h-dvh place-items-center">
    <EmptyState
      level={1}
      title="No demo bakery here"
      action={
        <Link to="/" className={buttonStyle('primary')}>
          To the shop
        </Link>
      }
    >
      This page shows the demo bakery from both sides of the counter. Start one beside this shop, with data of its own:{' '}
      <code className="mt-3 block rounded-sm bg-sunken px-3 py-2 font-mono text-sm">DEMO=1 DATA_DIR=./demo PORT=5002 npm start</code>
    </EmptyState>
  </main>
)
