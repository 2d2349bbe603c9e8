import { Minus, Plus } from 'lucide-react'
import { buttonStyle } from './button-style.ts'

type Props = {
  /** What is counted, for screen readers: "Quantity of Truffle". */
  readonly label: string
  readonly value: number
  readonly min?: number
  readonly max: number
  readonly onChange: (value: number) => void
  readonly disabled?: boolean
}

export function Stepper({ label, value, min = 1, max, onChange, disabled = false }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its legend and box
    <div role="group" aria-label={label} className="inline-flex items-center rounded-full bg-sunken">
      <button
        type="button"
        className={buttonStyle('quiet', 'square')}
        aria-label="One less"
        disabled={disabled || value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Minus className="size-5" aria-hidden="true" />
      </button>
      <output className="num min-w-8 text-center font-bold" aria-label={label}>
        {value}
      </output>
      <button
        type="button"
        className={buttonStyle('quiet', 'square')}
        aria-label="One more"
        disabled={disabled || value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Plus className="size-5" aria-hidden="true" />
      </button>
    </div>
  )
}
