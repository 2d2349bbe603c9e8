import { Link } from 'react-router'
import { isOpen } from '../live/send-once.ts'
import { Note } from '../ui/note.tsx'
import { DRAFT_FIELDS } from './draft.ts'
import type { useOrdering } from './use-ordering.ts'

/** The total, the times and how it is paid say these themselves. */
const SAID_ELSEWHERE = new Set(['price.changed', 'slot.full', 'slot.too-soon', 'slot.unknown', 'hold.over', 'payment.not-offered'])

/** Why the order is not placed, unless a line, a field or the total says it already. */
export function OrderProblem({ ordering: { problem, refused, inDoubt } }: { ordering: ReturnType<typeof useOrdering> }) {
  if (inDoubt && (problem === null || isOpen(problem))) {
    return (
      <Note kind="blocks" role="alert" title="No answer from the shop.">
        Nothing was lost. Try again: however often you do, it is ordered once.
      </Note>
    )
  }
  if (problem === null || SAID_ELSEWHERE.has(problem.code)) return null
  if (refused.lines.size > 0) return <Note kind="blocks" role="alert" title="Not ordered: see what we say beside the cake." />
  if (problem.issues?.some(({ path }) => DRAFT_FIELDS.some((field) => path === `body/${field}`)))
    return <Note kind="blocks" role="alert" title="Not ordered: see what is marked." />
  if (problem.code === 'key.reused') {
    return (
      <Note kind="blocks" role="alert" title="This was ordered already.">
        Look at{' '}
        <Link to="/orders" className="link">
          your orders
        </Link>{' '}
        before you try again.
      </Note>
    )
  }
  return (
    <Note kind="blocks" role="alert" title={inDoubt ? 'An earlier try may be an order already.' : 'Not ordered.'}>
      {problem.message} Nothing you typed is lost.
    </Note>
  )
}
