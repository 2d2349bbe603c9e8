import { cx } from './cx.ts'

/** The shape of what is on its way. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden="true" className={cx('skeleton rounded-md', className)} />
)
