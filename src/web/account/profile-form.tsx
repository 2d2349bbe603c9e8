import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { Me, UpdateMe } from '../../contract/account.ts'
import { api } from '../live/api.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'
import { TextField } from '../ui/field.tsx'
import { FormProblem } from './account-frame.tsx'
import { placeErrors } from './field-errors.ts'
import { settleForm } from './settle-form.ts'
import { SubmitButton } from './submit-button.tsx'

type Form = { name: string; phone: string }

export function ProfileForm({ me }: { me: Me }) {
  const { renew } = useLive()
  const { run, moment } = useCall()
  const [problem, setProblem] = useState<string | null>(null)
  const form = useForm<Form>({ defaultValues: { name: me.name, phone: me.phone } })
  const { register, setError } = form
  const { errors } = form.formState
  const submit = form.handleSubmit(async (sent) => {
    if (moment === 'pending') return
    setProblem(null)
    const answer = await run(() => api<Me>('PUT', '/api/auth/me', { name: sent.name, phone: sent.phone.trim() } satisfies UpdateMe))
    if (!answer.ok) return setProblem(placeErrors(answer.problem, ['name', 'phone'], setError))
    settleForm(form, sent, { name: answer.data.name, phone: answer.data.phone })
    // The name stands in the header, too.
    await renew()
  })
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <h2 className="text-xl">You</h2>
      <TextField
        label="Name"
        autoComplete="name"
        error={errors.name?.message}
        {...register('name', { required: 'Your name is missing.' })}
      />
      <TextField
        label="Phone"
        type="tel"
        autoComplete="tel"
        hint="Filled in for you when you order."
        error={errors.phone?.message}
        {...register('phone')}
      />
      <FormProblem>{problem}</FormProblem>
      <SubmitButton weight="aside" moment={moment} pendingLabel="Saving" doneLabel="Saved">
        Save
      </SubmitButton>
    </form>
  )
}
