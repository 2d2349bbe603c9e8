import { Button, type Moment } from '../ui/button.tsx'
import { useReady } from './use-ready.ts'

type Props = {
  readonly moment: Moment
  readonly pendingLabel: string
  readonly doneLabel?: string
  /** `main`: what the page is for. `aside`: one form of several. */
  readonly weight?: 'main' | 'aside'
  readonly children: string
}

/** Sends its form, once the page can: until then neither a click nor Enter does. */
export function SubmitButton({ moment, pendingLabel, doneLabel, weight = 'main', children }: Props) {
  const ready = useReady()
  return (
    <Button
      type={ready ? 'submit' : 'button'}
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
