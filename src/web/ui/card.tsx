import type { ComponentProps } from 'react'
import { cx } from './cx.ts'

export const Card = ({ className, ...rest }: ComponentProps<'div'>) => (
  <div {...rest} className={cx('rounded-lg bg-surface p-5 shadow-1', className)} />
)
