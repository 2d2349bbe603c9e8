import { Check } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { cx } from '../ui/cx.ts'

/** One of the questions of the page, with its number, or a tick once it is answered. */
type Props = { readonly number: number; readonly title: string; readonly done: boolean; readonly children: ReactNode }

export function Step({ number, title, done, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-4">
      <h2 id={id} className="flex items-center gap-3 text-xl">
        <span
          className={cx(
            'num flex size-8 shrink-0 items-center justify-center rounded-full font-sans text-md',
            done ? 'bg-pista text-on-pista' : 'bg-solid text-on-solid',
          )}
          aria-hidden="true"
        >
          {done ? <Check className="size-5" /> : number}
        </span>
        {title}
      </h2>
      {children}
    </section>
  )
}
