import { type ReactNode, useEffect, useRef, useState } from 'react'
import { announce } from './announcer.tsx'
import { cx } from './cx.ts'

const SHOWN_FOR = 8000

type Props = {
  /** When it differs from the value before, the change is shown for 8 s. */
  readonly value: string | number
  /** How a value is written; default as it is. */
  readonly format?: (value: never) => ReactNode
  /** Also strike the old value through: for money, and for counts that someone relies on. */
  readonly strike?: boolean
  /** What a screen reader is told of the new value. */
  readonly says?: (value: never) => string
  /** Also say "Just now". */
  readonly bead?: boolean
  readonly className?: string
}

/** A value that may change while someone looks: the new one stands there at once, the haldi line draws under it. */
export function LiveValue({ value, format = (plain) => plain, says, strike = false, bead = false, className }: Props) {
  const write = format as (value: string | number) => ReactNode
  const seen = useRef(value)
  const speak = useRef(says as ((value: string | number) => string) | undefined)
  speak.current = says as typeof speak.current
  const [was, setWas] = useState<{ readonly value: string | number; readonly times: number } | null>(null)
  useEffect(() => {
    if (seen.current === value) return
    const before = seen.current
    seen.current = value
    if (speak.current !== undefined) announce(speak.current(value))
    setWas((last) => ({ value: before, times: (last?.times ?? 0) + 1 }))
  }, [value])
  useEffect(() => {
    if (was === null) return
    const timer = setTimeout(() => setWas(null), SHOWN_FOR)
    return () => clearTimeout(timer)
  }, [was])
  return (
    <span className={cx('num', className)}>
      {was !== null && strike && <del className="mr-2 font-normal text-ink-3">{write(was.value)}</del>}
      <span key={was?.times ?? 0} className={was === null ? undefined : 'live-line'}>
        {write(value)}
      </span>
      {was !== null && bead && <JustNow />}
    </span>
  )
}

export const JustNow = () => (
  <span className="ml-2 inline-flex items-center gap-1.5 whitespace-nowrap rounded-full bg-haldi-tint px-2 py-0.5 font-bold text-haldi-ink text-xs">
    <i
      className="size-2 rounded-full bg-haldi shadow-[0_0_0_2px_color-mix(in_oklch,var(--haldi-ink)_60%,transparent)]"
      aria-hidden="true"
    />
    Just now
  </span>
)
