import { formatRupees } from '../../domain/money.ts'
import { cx } from './cx.ts'

/** An amount of the wire's rupees: ₹1,28,417.60. `was`: struck through beside it. */
export function Price({ rupees, was, className }: { rupees: number; was?: number | undefined; className?: string }) {
  return (
    <span className={cx('num', className)}>
      {formatRupees(rupees)}
      {was !== undefined && was !== rupees && (
        <del className="ml-2 font-normal text-ink-3">
          <span className="sr-only">was </span>
          {formatRupees(was)}
        </del>
      )}
    </span>
  )
}
