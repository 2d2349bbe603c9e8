import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import type { AdminProduct } from '../../../contract/product.ts'
import { formatRupees, readRupees } from '../../../domain/money.ts'
import { LiveValue } from '../../ui/live-value.tsx'
import { useSave } from './use-save.ts'

/** The price, and on a press the field to change it: Enter saves, Escape leaves it. */
export function InlinePrice({ product }: { product: AdminProduct }) {
  const [text, setText] = useState<string | null>(null)
  const [openedAt, setOpenedAt] = useState(product.basePrice)
  /** The news of it may come before its answer, or without one. */
  const [sent, setSent] = useState<number | null>(null)
  const { save, moment, problem, clear } = useSave(product)
  const button = useRef<HTMLButtonElement>(null)
  if (text === null) {
    return (
      <button
        ref={button}
        type="button"
        className="group -mx-2 inline-flex min-h-11 items-center gap-2 rounded-sm px-2 font-bold hover:bg-sunken"
        aria-label={`Price of ${product.name}, ${formatRupees(product.basePrice)}. Change`}
        onClick={() => {
          setOpenedAt(product.basePrice)
          setSent(null)
          setText(String(product.basePrice))
        }}
      >
        <LiveValue value={product.basePrice} format={formatRupees} strike />
        <Pencil className="size-3.5 text-ink-3" aria-hidden="true" />
      </button>
    )
  }
  const rupees = readRupees(text)
  const before = product.compareAtPrice
  const aboveBefore = rupees !== null && before !== null && rupees >= before
  const wrong = rupees === null || rupees === 0 || aboveBefore
  const close = () => {
    setText(null)
    clear()
  }
  const submit = async () => {
    if (wrong || moment === 'pending') return
    setSent(rupees)
    if (rupees === product.basePrice || (await save({ basePrice: rupees }))) close()
  }
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the press on the price asked for this field
        autoFocus
        inputMode="decimal"
        aria-label={`New price of ${product.name} in rupees`}
        aria-invalid={wrong || undefined}
        value={text}
        disabled={moment === 'pending'}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
        className="num min-h-11 w-28 rounded-sm bg-surface px-3 font-bold shadow-[inset_0_0_0_1.5px_var(--line-strong)] aria-invalid:shadow-[inset_0_0_0_2px_var(--anaar)]"
      />
      <span className="flex gap-3 text-sm">
        <button type="submit" className="link min-h-8">
          {moment === 'pending' ? 'Saving' : moment === 'failed' ? 'Save again' : 'Save'}
        </button>
        <button type="button" className="min-h-8 text-ink-2 underline" onClick={close}>
          Leave it
        </button>
      </span>
      {product.basePrice !== openedAt && product.basePrice !== sent && (
        <span role="status" className="max-w-48 font-semibold text-haldi-ink text-xs">
          Somebody just set {formatRupees(product.basePrice)}.
        </span>
      )}
      {aboveBefore && (
        <span role="alert" className="max-w-48 font-semibold text-anaar-ink text-xs">
          Its compare-at price is {formatRupees(before)}: stay below it, or change both in the product itself.
        </span>
      )}
      {problem !== null && problem.code !== 'product.changed' && (
        <span role="alert" className="max-w-48 font-semibold text-anaar-ink text-xs">
          {problem.message}
        </span>
      )}
    </form>
  )
}
