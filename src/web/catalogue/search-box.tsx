import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Form, useNavigate, useSubmit } from 'react-router'
import type { Suggestion } from '../../contract/product.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { cx } from '../ui/cx.ts'
import { useAddress } from '../use-address.ts'
import { useAfterPause } from '../use-after-pause.ts'
import { useSuggestions } from './use-suggestions.ts'

const TYPING_PAUSE = 250

const pathOf = ({ kind, name, _id }: Suggestion): string =>
  kind === 'category' ? `/category/${encodeURIComponent(name)}` : `/product/${_id}`

/** The list below follows what is typed; suggestions lead straight to a cake or a category, by keyboard too. */
export function SearchBox({ words }: { words: string }) {
  const submit = useSubmit()
  const navigate = useNavigate()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const { later, cancel } = useAfterPause(
    TYPING_PAUSE,
    (form: HTMLFormElement | null) => void submit(form, { replace: true, preventScrollReset: true }),
  )
  /** What is typed since the list was last closed; null: it is closed. */
  const [typed, setTyped] = useState<string | null>(null)
  const [chosen, setChosen] = useState(-1)
  const suggestions = useSuggestions(typed ?? '')
  const open = typed !== null && suggestions.length > 0
  const close = () => {
    setTyped(null)
    setChosen(-1)
  }
  // Back and forward change the words from outside; while someone types, the box is theirs.
  useEffect(() => {
    if (input.current !== null && document.activeElement !== input.current) input.current.value = words
  }, [words])
  const go = (suggestion: Suggestion) => {
    cancel()
    close()
    void navigate(pathOf(suggestion))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && !open) setTyped(event.currentTarget.value)
    if (step !== 0 && open) {
      // One more place than there are suggestions: the box itself.
      const places = suggestions.length + 1
      setChosen((before) => ((before + 1 + step + places) % places) - 1)
      event.preventDefault()
    }
    const suggestion = suggestions[chosen]
    if (event.key === 'Enter' && open && suggestion !== undefined) {
      event.preventDefault()
      go(suggestion)
    }
    if (event.key === 'Escape' && open) {
      event.preventDefault()
      close()
    }
  }
  return (
    <Form
      action="/search"
      role="search"
      className="flex gap-2"
      onSubmit={() => {
        cancel()
        close()
      }}
    >
      <SameFilters />
      <div className="relative min-w-0 flex-1">
        <label htmlFor={id} className="sr-only">
          Search the cakes
        </label>
        <Search className="pointer-events-none absolute top-3.5 left-4 size-5 text-ink-3" aria-hidden="true" />
        <input
          ref={input}
          id={id}
          type="search"
          name="q"
          role="combobox"
          autoComplete="off"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && chosen >= 0 ? `${id}-${chosen}` : undefined}
          maxLength={100}
          defaultValue={words}
          placeholder="Truffle, mango, eggless"
          className="min-h-12 w-full rounded-full bg-surface pr-4 pl-12 shadow-[inset_0_0_0_1.5px_var(--line-strong)] placeholder:text-ink-3"
          onKeyDown={onKeyDown}
          onBlur={close}
          onChange={(event) => {
            const { form } = event.currentTarget
            setTyped(event.currentTarget.value)
            setChosen(-1)
            later(form)
          }}
        />
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Suggestions"
          hidden={!open}
          className="absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded-lg bg-surface py-1 shadow-3"
        >
          {open &&
            suggestions.map((suggestion, place) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's
              <div
                key={pathOf(suggestion)}
                id={`${id}-${place}`}
                role="option"
                tabIndex={-1}
                aria-selected={place === chosen}
                className={cx(
                  'flex min-h-11 cursor-pointer items-center justify-between gap-3 px-4',
                  place === chosen ? 'bg-haldi-tint' : 'hover:bg-sunken',
                )}
                // Before the box loses the focus and the list closes.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => go(suggestion)}
              >
                <span className="min-w-0 truncate font-semibold">{suggestion.name}</span>
                <span className="text-ink-3 text-sm">{suggestion.kind === 'category' ? 'category' : 'cake'}</span>
              </div>
            ))}
        </div>
        <p role="status" className="sr-only">
          {open ? `${suggestions.length} ${suggestions.length === 1 ? 'suggestion' : 'suggestions'}` : ''}
        </p>
      </div>
      <button type="submit" className={buttonStyle('dark')}>
        Search
      </button>
    </Form>
  )
}

/** Other words are looked for among the same filters, from the top of the list. */
function SameFilters() {
  const { nextParams } = useAddress()
  const names = [...new Set(nextParams.keys())].filter((name) => name !== 'q' && name !== 'show')
  return names.flatMap((name) =>
    [...new Set(nextParams.getAll(name))].map((value) => <input key={`${name}=${value}`} type="hidden" name={name} value={value} />),
  )
}
