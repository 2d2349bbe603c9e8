import { Monitor, Moon, Sun } from 'lucide-react'
import { useEffect, useState } from 'react'
import { chooseTheme, chosenTheme, type Theme } from '../theme.ts'

const CHOICES = [
  ['system', 'As the device', Monitor],
  ['light', 'Light', Sun],
  ['dark', 'Dark', Moon],
] as const

/** On the jamun footer. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(chosenTheme()), [])
  return (
    <fieldset className="mt-4 inline-flex rounded-full p-1 shadow-[inset_0_0_0_1.5px_var(--on-jamun-2)]">
      <legend className="sr-only">Colours</legend>
      {CHOICES.map(([value, label, Icon]) => (
        <label
          key={value}
          title={label}
          className="grid size-11 place-items-center rounded-full has-checked:bg-on-jamun has-checked:text-[#41132c] has-focus-visible:outline-3 has-focus-visible:outline-haldi"
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={theme === value}
            onChange={() => {
              chooseTheme(value)
              setTheme(value)
            }}
          />
          <Icon className="size-5" aria-hidden="true" />
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
