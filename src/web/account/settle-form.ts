import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'

/** After a save: the form stands at what was `saved`. What was typed since it was `sent` stays, not saved yet. */
export function settleForm<Form extends FieldValues>(
  form: Pick<UseFormReturn<Form>, 'getValues' | 'reset' | 'setValue'>,
  sent: Form,
  saved: Form,
): void {
  const now = structuredClone(form.getValues())
  form.reset(saved, { keepValues: true })
  for (const field of Object.keys(saved) as Path<Form>[]) {
    form.setValue(field, (now[field] === sent[field] ? saved : now)[field], { shouldDirty: true })
  }
}
