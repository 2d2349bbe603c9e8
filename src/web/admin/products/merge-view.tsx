import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import { useShop } from '../../live/use-shop.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { formatTime } from '../../ui/time.ts'
import { type Draft, draftOf, type Field } from './draft.ts'
import { FIELD_WORDS, wordsOf } from './merge.ts'
import type { Clash, Side } from './use-product-form.ts'

/** The words that the other text does not have are underlined. */
function Differing({ text, other }: { text: string; other: string }) {
  const theirs = new Set(other.split(/\s+/))
  return text.split(/(\s+)/).map((part, index) =>
    part.trim() === '' || theirs.has(part) ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: words of one text, in their order
      <b key={index} className="underline decoration-2 decoration-haldi underline-offset-4">
        {part}
      </b>
    ),
  )
}

type ChoiceProps = {
  readonly field: Field
  readonly yours: string
  readonly theirs: string
  readonly side: Side | undefined
  readonly onPick: (side: Side) => void
}

function Choice({ field, yours, theirs, side, onPick }: ChoiceProps) {
  const options = [
    ['yours', yours, theirs],
    ['theirs', theirs, yours],
  ] as const
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-bold text-sm">{FIELD_WORDS[field]}</legend>
      <div className="grid grid-cols-2 gap-2">
        {options.map(([which, text, other]) => (
          <label
            key={which}
            className={cx(
              'flex min-h-11 items-start gap-2 rounded-sm p-2.5 text-sm shadow-[inset_0_0_0_1.5px_var(--line)] has-focus-visible:outline-3 has-focus-visible:outline-focus',
              side === which && 'bg-sunken !shadow-[inset_0_0_0_2.5px_var(--solid)]',
            )}
          >
            <input
              type="radio"
              name={`merge-${field}`}
              checked={side === which}
              onChange={() => onPick(which)}
              className="mt-1 accent-solid"
            />
            <span className="min-w-0 whitespace-pre-wrap break-words">
              <span className="sr-only">{which === 'yours' ? 'Yours: ' : 'Theirs: '}</span>
              <Differing text={text} other={other} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type Props = {
  readonly clash: Clash
  readonly values: Draft
  readonly onSettle: (choice: Partial<Record<Field, Side>>, then: 'save' | 'edit') => void
}

/** Two people changed the same fields: yours and theirs side by side, one of each. */
export function MergeView({ clash, values, onSettle }: Props) {
  const { timeZone } = useShop()
  const [choice, setChoice] = useState<Partial<Record<Field, Side>>>({})
  const theirs = draftOf(clash.theirs)
  const open = clash.fields.filter((field) => choice[field] === undefined)
  return (
    <section
      aria-labelledby="merge"
      role="alert"
      className="flex flex-col gap-4 rounded-md bg-surface p-5 shadow-[inset_0_0_0_2px_var(--solid),var(--shadow-2)]"
    >
      <h2 id="merge" className="flex items-center gap-2 text-xl">
        <GitMerge className="size-5" aria-hidden="true" />
        Two people changed this
      </h2>
      <p className="text-ink-2 text-sm">
        Somebody saved at {formatTime(clash.theirs.updatedAt, timeZone)} while you were editing.{' '}
        {clash.fields.length === 1 ? 'One field differs.' : `${clash.fields.length} fields differ.`} Everything you typed is still here.
      </p>
      <div aria-hidden="true" className="-mb-2 grid grid-cols-2 gap-2 font-bold text-ink-2 text-sm">
        <span>Yours</span>
        <span>Theirs, live now</span>
      </div>
      {clash.fields.map((field) => (
        <Choice
          key={field}
          field={field}
          yours={wordsOf(values, field)}
          theirs={wordsOf(theirs, field)}
          side={choice[field]}
          onPick={(side) => setChoice((before) => ({ ...before, [field]: side }))}
        />
      ))}
      {clash.kept.length > 0 && (
        <p className="text-sm">
          <b>Kept of yours:</b> {clash.kept.map((field) => FIELD_WORDS[field].toLowerCase()).join(', ')}.
        </p>
      )}
      <div className="flex flex-col gap-2">
        <Button kind="primary" disabled={open.length > 0} onClick={() => onSettle(choice, 'save')}>
          {open.length > 0 ? `Choose ${open.map((field) => FIELD_WORDS[field].toLowerCase()).join(', ')}` : 'Save the merged version'}
        </Button>
        <Button kind="quiet" disabled={open.length > 0} onClick={() => onSettle(choice, 'edit')}>
          Keep editing
        </Button>
      </div>
    </section>
  )
}
