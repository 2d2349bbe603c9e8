import { type ReactNode, useId } from 'react'
import { cx } from '../ui/cx.ts'

export type OptionTile = {
  readonly name: string
  readonly label?: ReactNode
  readonly consequence?: ReactNode
  readonly picture?: ReactNode
}

type Props = {
  readonly legend: string
  readonly options: readonly OptionTile[]
  readonly chosen: string
  readonly onChoose: (name: string) => void
  readonly columns: string
}

/** One kind of option as tiles: name and what it means. Radio buttons, so the arrow keys work. */
export function OptionGroup({ legend, options, chosen, onChoose, columns }: Props) {
  const name = useId()
  if (options.length === 0) return null
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2.5 font-[650]">{legend}</legend>
      <div className={cx('grid gap-2', columns)}>
        {options.map((option) => (
          <label
            key={option.name}
            className={cx(
              'flex min-h-15 min-w-0 flex-col justify-center rounded-md px-3.5 py-2 has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
              option.name === chosen
                ? 'bg-haldi-tint shadow-[inset_0_0_0_2.5px_var(--solid)]'
                : 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line)] hover:shadow-[inset_0_0_0_1.5px_var(--line-strong)]',
            )}
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              value={option.name}
              checked={option.name === chosen}
              onChange={() => onChoose(option.name)}
            />
            <span className="flex items-center gap-2.5">
              {option.picture}
              <span className="flex min-w-0 flex-col">
                <span className="font-[650] leading-snug">{option.label ?? option.name}</span>
                {option.consequence !== undefined && <span className="num text-ink-3 text-sm leading-snug">{option.consequence}</span>}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
