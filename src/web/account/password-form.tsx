import { useState } from 'react'
import { useForm } from 'react-hook-form'
import type { ChangePassword, SignedIn } from '../../contract/account.ts'
import { api } from '../live/api.ts'
import { useLive } from '../live/live-provider.tsx'
import { useCall } from '../live/use-call.ts'
import { FormProblem } from './account-frame.tsx'
import { placeErrors } from './field-errors.ts'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

/** Changes the password. Every other sign-in of the account ends; this browser gets a new one. */
export function PasswordForm({ email }: { email: string }) {
  const { renew } = useLive()
  const { run, moment } = useCall()
  const [problem, setProblem] = useState<string | null>(null)
  const { register, handleSubmit, setError, reset, formState } = useForm<ChangePassword>()
  const { errors } = formState
  const submit = handleSubmit(async (form) => {
    if (moment === 'pending') return
    setProblem(null)
    const answer = await run(() => api<SignedIn>('PUT', '/api/auth/password?session=cookie', form))
    if (answer.ok) {
      reset({ current: '', password: '' })
      return await renew()
    }
    if (answer.problem.code !== 'auth.wrong-credentials') return setProblem(placeErrors(answer.problem, ['current', 'password'], setError))
    setError('current', { type: 'server', message: 'That is not your password now.' }, { shouldFocus: true })
  })
  return (
    <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <h2 className="text-xl">Password</h2>
      {/* for password managers, which keep a password with its e-mail */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label="Password now"
        autoComplete="current-password"
        error={errors.current?.message}
        {...register('current', { required: 'Your password is missing.' })}
      />
      <PasswordField
        label="New password"
        autoComplete="new-password"
        hint="At least 8 characters. Your other devices are signed out."
        error={errors.password?.message}
        {...register('password', { required: 'A new password is missing.' })}
      />
      <FormProblem>{problem}</FormProblem>
      <SubmitButton weight="aside" moment={moment} pendingLabel="Changing" doneLabel="Changed">
        Change the password
      </SubmitButton>
    </form>
  )
}
