import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useAfterPause } from '../use-after-pause.ts'

const PAUSE = 300

type Props = {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  /** Called when somebody stops typing, or presses Enter. */
  readonly onSearch: (text: string) => void
}

/** `/` leads here from anywhere on the page. */
export function SearchField({ label, placeholder, value, onSearch }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const { later, cancel } = useAfterPause(PAUSE, onSearch)
  // Going back shows what that view searched for, but never under somebody's hands.
  useEffect(() => {
    const field = input.current
    if (field !== null && document.activeElement !== field) field.value = value
  }, [value])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <search className="relative min-w-0 max-sm:w-full">
      <Search className="pointer-events-none absolute top-3 left-4 size-5 text-ink-2" aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        defaultValue={value}
        maxLength={100}
        onChange={({ target }) => later(target.value.trim())}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          cancel()
          onSearch(event.currentTarget.value.trim())
        }}
        className="min-h-11 w-full rounded-md bg-surface pr-4 pl-11 shadow-[inset_0_0_0_1.5px_var(--line-strong)] placeholder:text-ink-3 sm:w-68"
      />
    </search>
  )
}

/** Keys belong to whoever is typing, and to an open dialog. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role="dialog"]') !== null)
