import { Button, type Moment } from '../ui/button.tsx'
import { useReady } from './use-ready.ts'

type Props = {
  readonly moment: Moment
  readonly pendingLabel: string
  readonly doneLabel?: string
  readonly children: string
}

/** Sends its form, once the page can: until then neither a click nor Enter does. */
export function SubmitButton({ moment, pendingLabel, doneLabel, children }: Props) {
  const ready = useReady()
  return (
    <Button
      type={ready ? 'submit' : 'button'}
      kind="primary"
      size="big"
      // What went wrong is said above, beside its field.
      moment={moment === 'failed' ? 'idle' : moment}
      pendingLabel={pendingLabel}
      {...(doneLabel === undefined ? {} : { doneLabel })}
    >
      {children}
    </Button>
  )
}
