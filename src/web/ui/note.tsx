import { CircleAlert, CircleCheck, Info, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** `tells` something happened, `blocks` the way, `confirms` that it went well. */
export type NoteKind = 'tells' | 'blocks' | 'confirms'

const LOOK: Record<NoteKind, readonly [box: string, ink: string, icon: LucideIcon]> = {
  tells: ['bg-haldi-tint before:bg-haldi', 'text-haldi-ink', Info],
  blocks: ['bg-anaar-tint before:bg-anaar', 'text-anaar-ink', CircleAlert],
  confirms: ['bg-pista-tint before:bg-pista', 'text-pista-ink', CircleCheck],
}

type Props = {
  readonly kind?: NoteKind
  readonly icon?: LucideIcon
  /** One bold sentence. */
  readonly title?: ReactNode
  /** One plain sentence. */
  readonly children?: ReactNode
  /** At most two buttons. */
  readonly actions?: ReactNode
  readonly role?: 'status' | 'alert'
}

export function Note({ kind = 'tells', icon, title, children, actions, role }: Props) {
  const [box, ink, Default] = LOOK[kind]
  const Icon = icon ?? Default
  return (
    <div
      role={role}
      className={cx(
        "relative flex flex-wrap items-center gap-x-4 gap-y-3 overflow-hidden rounded-md px-4 py-3 text-sm before:absolute before:inset-y-0 before:left-0 before:w-1 before:content-['']",
        box,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-60 gap-3">
        <Icon className={cx('mt-px size-5 shrink-0', ink)} aria-hidden="true" />
        <p className="min-w-0">
          {title !== undefined && <b className="font-bold">{title}</b>} {children}
        </p>
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
