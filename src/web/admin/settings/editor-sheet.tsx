import { type ReactNode, useId, useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { placeErrors } from '../../account/field-errors.ts'
import type { Answer } from '../../live/api.ts'
import { useCall } from '../../live/use-call.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/note.tsx'
import { notify } from '../../ui/toast.tsx'
import { LeaveGuard } from '../products/leave-guard.tsx'

type Props<Form extends FieldValues> = {
  readonly title: string
  readonly form: UseFormReturn<Form>
  readonly fields: readonly Path<Form>[]
  readonly save: (values: Form) => Promise<Answer<unknown>>
  /** What is said once it is kept. */
  readonly saved: string
  readonly onClose: () => void
  readonly children: ReactNode
}

const STAYS = { current: false }

/** One thing's form beside the list. What was typed is not lost without a word. */
export function EditorSheet<Form extends FieldValues>({ title, form, fields, save, saved, onClose, children }: Props<Form>) {
  const id = useId()
  const { run, moment } = useCall()
  const [problem, setProblem] = useState<string | null>(null)
  const [leaving, setLeaving] = useState(false)
  const { isDirty } = form.formState
  const submit = form.handleSubmit(async (values) => {
    setProblem(null)
    setLeaving(false)
    const answer = await run(() => save(values))
    if (!answer.ok) return setProblem(placeErrors(answer.problem, fields, form.setError))
    notify(saved)
    onClose()
  })
  return (
    <Dialog
      shape="sheet"
      open
      onOpenChange={(open) => {
        if (open) return
        if (isDirty && !leaving) setLeaving(true)
        else onClose()
      }}
      title={title}
      footer={
        leaving ? (
          <>
            <p role="alert" className="w-full font-semibold">
              Close without saving?
            </p>
            <Button kind="primary" onClick={() => setLeaving(false)}>
              Keep editing
            </Button>
            <Button onClick={onClose}>Close</Button>
          </>
        ) : (
          <Button type="submit" form={id} kind="primary" moment={moment === 'failed' ? 'idle' : moment} pendingLabel="Saving">
            Save
          </Button>
        )
      }
    >
      <form
        id={id}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          // A portal's events reach the page's own forms too.
          event.stopPropagation()
          void submit(event)
        }}
      >
        {children}
        {problem !== null && (
          <Note kind="blocks" role="alert">
            {problem}
          </Note>
        )}
      </form>
      <LeaveGuard dirty={isDirty && moment !== 'done'} leaving={STAYS} />
    </Dialog>
  )
}
