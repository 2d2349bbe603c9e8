import { type UseFormReturn, useWatch } from 'react-hook-form'
import { CHECKS, type Draft } from './draft.ts'

type Checked = keyof typeof CHECKS

/** The checked fields of the form, and what is in all of it now. */
export function useFields(form: UseFormReturn<Draft>) {
  const { errors } = form.formState
  const draft = useWatch({ control: form.control }) as Draft
  const field = (name: Checked) => ({
    ...form.register(name, { validate: (typed: string, all: Draft) => CHECKS[name](typed, all) }),
    error: errors[name]?.message,
  })
  const answered = (name: Checked) => (draft[name] ?? '') !== '' && CHECKS[name](draft[name], draft) === true
  return { draft, field, answered }
}
export type Fields = Pick<ReturnType<typeof useFields>, 'field' | 'answered'>
