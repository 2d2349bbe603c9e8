import { Check, RotateCcw } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonKind, type ButtonSize, buttonStyle } from './button-style.ts'
import { cx } from './cx.ts'

/** One button, four moments. */
export type Moment = 'idle' | 'pending' | 'done' | 'failed'

type Props = Omit<ComponentProps<'button'>, 'children'> & {
  readonly kind?: ButtonKind
  readonly size?: ButtonSize
  readonly moment?: Moment
  readonly children: ReactNode
  /** What it says meanwhile; default the label. */
  readonly pendingLabel?: string
  readonly doneLabel?: string
  readonly failedLabel?: string
}

function Dots() {
  return (
    <span className="flex gap-1" aria-hidden="true">
      {[0, 150, 300].map((delay) => (
        <i key={delay} className="pending-dot size-1.5 rounded-full bg-current" style={{ animationDelay: `${delay}ms` }} />
      ))}
    </span>
  )
}

const LOOK: Record<Moment, string> = {
  idle: '',
  pending: 'opacity-90',
  done: '!bg-pista !text-on-pista',
  failed: '!bg-surface !text-ink shadow-[inset_0_0_0_2px_var(--anaar)]',
}

/** While pending a click does nothing; after a failure it is the way to try again. Its width is kept through all four. */
export function Button({
  kind = 'outline',
  size = 'normal',
  moment = 'idle',
  children,
  pendingLabel,
  doneLabel,
  failedLabel = 'Try again',
  className,
  onClick,
  type = 'button',
  'aria-disabled': disabledNow,
  ...rest
}: Props) {
  const says: Record<Moment, ReactNode> = {
    idle: children,
    pending: (
      <>
        <Dots />
        {pendingLabel ?? children}
      </>
    ),
    done: (
      <>
        <Check className="size-5" aria-hidden="true" />
        {doneLabel ?? children}
      </>
    ),
    failed: (
      <>
        <RotateCcw className="size-4.5" aria-hidden="true" />
        {failedLabel}
      </>
    ),
  }
  return (
    <button
      {...rest}
      type={type}
      className={buttonStyle(kind, size, cx(LOOK[moment], className))}
      aria-disabled={moment === 'pending' || disabledNow}
      onClick={(event) => {
        if (moment === 'pending') event.preventDefault()
        else onClick?.(event)
      }}
    >
      {says[moment]}
    </button>
  )
}
