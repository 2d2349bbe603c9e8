import { type ReactNode, useId } from 'react'

/** One of the questions of the page, with its number. */
export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-4">
      <h2 id={id} className="flex items-center gap-3 text-xl">
        <span
          className="num flex size-8 shrink-0 items-center justify-center rounded-full bg-solid font-sans text-md text-on-solid"
          aria-hidden="true"
        >
          {number}
        </span>
        {title}
      </h2>
      {children}
    </section>
  )
}
