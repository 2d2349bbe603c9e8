import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { buttonStyle } from '../ui/button-style.ts'
import { TextField } from '../ui/field.tsx'

type Props = Omit<ComponentProps<typeof TextField>, 'type' | 'trailing' | 'autoComplete'> & {
  /** What a password manager fills in. */
  readonly autoComplete: 'current-password' | 'new-password'
}

/** A password, which its owner may look at. */
export function PasswordField(props: Props) {
  const [shown, setShown] = useState(false)
  const Icon = shown ? EyeOff : Eye
  return (
    <TextField
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      trailing={
        <button
          type="button"
          className={buttonStyle('quiet', 'square')}
          aria-label="Show the password"
          aria-pressed={shown}
          onClick={() => setShown((before) => !before)}
        >
          <Icon className="size-5" aria-hidden="true" />
        </button>
      }
    />
  )
}
