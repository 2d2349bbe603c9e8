import { CircleAlert } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

type Shell = {
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** A sentence: the field is marked invalid. */
  readonly error?: string | undefined
  readonly className?: string | undefined
}

const BOX =
  'w-full min-h-12 rounded-md bg-surface px-4 shadow-[inset_0_0_0_1.5px_var(--line-strong)] placeholder:text-ink-3 focus-visible:outline-2 aria-invalid:shadow-[inset_0_0_0_2px_var(--anaar)] disabled:opacity-60'

function useField({ hint, error }: Pick<Shell, 'hint' | 'error'>) {
  const id = useId()
  const describedBy = cx(hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`) || undefined
  return { id, aria: { id, 'aria-invalid': error === undefined ? undefined : true, 'aria-describedby': describedBy } }
}

function Around({ id, label, hint, error, className, children }: Shell & { id: string; children: ReactNode }) {
  return (
    <div className={cx('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-[650] text-sm">
        {label}
      </label>
      {children}
      {error !== undefined && (
        <p id={`${id}-error`} className="flex items-center gap-1.5 font-semibold text-anaar-ink text-sm">
          <CircleAlert className="size-4 shrink-0" aria-hidden="true" />
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-ink-3 text-sm">
          {hint}
        </p>
      )}
    </div>
  )
}

type TextInput = Omit<ComponentProps<'input'>, 'id'> & {
  /** A square button at the end of the box. */
  readonly trailing?: ReactNode
}

/** A labelled text input. `ref` and the rest go to the input, so it takes react-hook-form's `register(...)`. */
export function TextField({ label, hint, error, className, trailing, ...rest }: Shell & TextInput) {
  const { id, aria } = useField({ hint, error })
  return (
    <Around id={id} label={label} hint={hint} error={error} className={className}>
      {trailing === undefined ? (
        <input {...rest} {...aria} className={BOX} />
      ) : (
        <div className="relative">
          <input {...rest} {...aria} className={cx(BOX, 'pr-13')} />
          <span className="absolute inset-y-0 right-0.5 flex items-center">{trailing}</span>
        </div>
      )}
    </Around>
  )
}

export function TextArea({ label, hint, error, className, ...rest }: Shell & Omit<ComponentProps<'textarea'>, 'id'>) {
  const { id, aria } = useField({ hint, error })
  return (
    <Around id={id} label={label} hint={hint} error={error} className={className}>
      <textarea {...rest} {...aria} className={cx(BOX, 'py-3')} />
    </Around>
  )
}

/** A native select: it works with every keyboard, reader and phone. */
export function SelectField({ label, hint, error, className, children, ...rest }: Shell & Omit<ComponentProps<'select'>, 'id'>) {
  const { id, aria } = useField({ hint, error })
  return (
    <Around id={id} label={label} hint={hint} error={error} className={className}>
      <select {...rest} {...aria} className={BOX}>
        {children}
      </select>
    </Around>
  )
}
