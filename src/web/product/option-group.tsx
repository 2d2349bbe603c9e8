import { type ReactNode, useId } from 'react'
import { cx } from '../ui/cx.ts'

export type OptionTile = {
  readonly name: string
  readonly label?: ReactNode
  readonly consequence?: ReactNode
  readonly picture?: ReactNode
  /** Why it cannot be chosen now. */
  readonly hindered?: string | undefined
}

type Props = {
  readonly legend: string
  readonly options: readonly OptionTile[]
  readonly columns: string
} & (
  | { readonly chosen: string; readonly onChoose: (name: string) => void }
  | { readonly chosen: readonly string[]; readonly onChoose: (names: readonly string[]) => void }
)

/**
 * One kind of option as tiles: name and what it means. One of them is chosen, by radio buttons, so the arrow keys work; or any number,
 * by checkboxes.
 */
export function OptionGroup({ legend, options, columns, ...choice }: Props) {
  const name = useId()
  if (options.length === 0) return null
  const many = typeof choice.chosen !== 'string'
  const isChosen = (option: string) => (many ? choice.chosen.includes(option) : choice.chosen === option)
  const choose = (option: string) => {
    if (typeof choice.chosen === 'string') (choice.onChoose as (name: string) => void)(option)
    else {
      const without = choice.chosen.filter((other) => other !== option)
      ;(choice.onChoose as (names: readonly string[]) => void)(isChosen(option) ? without : [...without, option])
    }
  }
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2.5 font-[650]">{legend}</legend>
      <div className={cx('grid gap-2', columns)}>
        {options.map((option) => (
          <label
            key={option.name}
            className={cx(
              'flex min-h-15 min-w-0 flex-col justify-center rounded-md px-3.5 py-2 has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2',
              isChosen(option.name)
                ? 'bg-haldi-tint shadow-[inset_0_0_0_2.5px_var(--solid)]'
                : 'bg-surface shadow-[inset_0_0_0_1.5px_var(--line)]',
              option.hindered === undefined
                ? !isChosen(option.name) && 'hover:shadow-[inset_0_0_0_1.5px_var(--line-strong)]'
                : 'cursor-not-allowed border border-line-strong border-dashed shadow-none',
            )}
          >
            <input
              type={many ? 'checkbox' : 'radio'}
              className="sr-only"
              name={name}
              value={option.name}
              checked={isChosen(option.name)}
              disabled={option.hindered !== undefined}
              onChange={() => choose(option.name)}
            />
            <span className="flex items-center gap-2.5">
              {option.picture}
              <span className="flex min-w-0 flex-col">
                <span className={cx('font-[650] leading-snug', option.hindered !== undefined && 'text-ink-2 line-through')}>
                  {option.label ?? option.name}
                </span>
                {(option.hindered ?? option.consequence) !== undefined && (
                  <span className="num text-ink-3 text-sm leading-snug">{option.hindered ?? option.consequence}</span>
                )}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
