import { Button, type Moment } from '../ui/button.tsx'

type Props = {
  readonly moment: Moment
  readonly pendingLabel: string
  readonly doneLabel?: string
  /** `main`: what the page is for. `aside`: one form of several. */
  readonly weight?: 'main' | 'aside'
  readonly children: string
}

/** Sends its form. */
export function SubmitButton({ moment, pendingLabel, doneLabel, weight = 'main', children }: Props) {
  return (
    <Button
      type="submit"
      kind={weight === 'main' ? 'primary' : 'dark'}
      size={weight === 'main' ? 'big' : 'normal'}
      // What went wrong is said above, beside its field.
      moment={moment === 'failed' ? 'idle' : moment}
      pendingLabel={pendingLabel}
      {...(doneLabel === undefined ? {} : { doneLabel })}
    >
      {children}
    </Button>
  )
}
