import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { buttonStyle } from './button-style.ts'
import { cx } from './cx.ts'

type Props = {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  /** Hidden: the title is only for screen readers. */
  readonly titleHidden?: boolean
  readonly description?: string
  /** `sheet`: from the right, from below on a phone. */
  readonly shape?: 'dialog' | 'sheet'
  readonly children: ReactNode
  readonly footer?: ReactNode
}

const SHAPES = {
  dialog:
    'top-1/2 left-1/2 max-h-[85dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg data-[state=open]:animate-[enter-up_260ms_var(--ease-out)]',
  sheet:
    'inset-x-0 bottom-0 max-h-[90dvh] rounded-t-xl sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-[26rem] sm:rounded-l-xl sm:rounded-tr-none data-[state=open]:animate-[enter-up_260ms_var(--ease-out)] sm:data-[state=open]:animate-[enter-right_260ms_var(--ease-out)]',
} as const

export function Dialog({ open, onOpenChange, title, titleHidden = false, description, shape = 'dialog', children, footer }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cx('fixed z-50 flex flex-col bg-surface shadow-3 motion-reduce:!animate-none', SHAPES[shape])}
        >
          <header className="flex items-center gap-3 p-5 pb-3">
            <Radix.Title className={cx('flex-1 text-xl', titleHidden && 'sr-only')}>{title}</Radix.Title>
            <Radix.Close className={buttonStyle('quiet', 'square', '-mr-2 ml-auto')} aria-label="Close">
              <X className="size-5" aria-hidden="true" />
            </Radix.Close>
          </header>
          {description !== undefined && <Radix.Description className="px-5 pb-3 text-ink-2">{description}</Radix.Description>}
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-5">{children}</div>
          {footer !== undefined && <footer className="flex flex-wrap gap-3 border-line border-t p-5">{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
