import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Link, useSearchParams } from 'react-router'
import type { Register } from '../../contract/account.ts'
import { TextField } from '../ui/field.tsx'
import type { Route } from './+types/register-page'
import { AccountFrame, FormProblem } from './account-frame.tsx'
import { placeErrors } from './field-errors.ts'
import { nextPath } from './next-path.ts'
import { PasswordField } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'
import { useSignIn } from './use-sign-in.ts'

type Form = { name: string; email: string; phone: string; password: string }
const FIELDS = ['name', 'email', 'phone', 'password'] as const

const bodyOf = ({ phone, ...form }: Form): Register => ({ ...form, ...(phone.trim() === '' ? {} : { phone }) })

export const meta: Route.MetaFunction = () => [{ title: 'Open an account' }]

export default function RegisterPage() {
  const [params] = useSearchParams()
  const next = nextPath(params.get('next'))
  const { signIn, moment } = useSignIn(next)
  const [problem, setProblem] = useState<string | null>(null)
  const { register, handleSubmit, setError, formState } = useForm<Form>()
  const { errors } = formState
  const submit = handleSubmit(async (form) => {
    if (moment === 'pending') return
    setProblem(null)
    const answer = await signIn('register', bodyOf(form))
    if (answer.ok) return
    const { code, message } = answer.problem
    if (code === 'auth.email-taken') setError('email', { type: 'server', message }, { shouldFocus: true })
    else setProblem(placeErrors(answer.problem, FIELDS, setError))
  })
  return (
    <AccountFrame
      title="Open an account"
      lead={
        <>
          Your cart and orders come along. Have one already?{' '}
          <Link to={`/login${next === null ? '' : `?next=${encodeURIComponent(next)}`}`} className="link">
            Sign in
          </Link>
          .
        </>
      }
    >
      <form method="post" noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <TextField
          label="Name"
          autoComplete="name"
          error={errors.name?.message}
          {...register('name', { required: 'Your name is missing.' })}
        />
        <TextField
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.email?.message}
          {...register('email', { required: 'Your e-mail is missing.' })}
        />
        <TextField
          label="Phone, if you like"
          type="tel"
          autoComplete="tel"
          hint="For the rider at the door."
          error={errors.phone?.message}
          {...register('phone')}
        />
        <PasswordField
          label="Password"
          autoComplete="new-password"
          hint="At least 8 characters; a short sentence is good."
          error={errors.password?.message}
          {...register('password', { required: 'A password is missing.' })}
        />
        <FormProblem>{problem}</FormProblem>
        <SubmitButton moment={moment} pendingLabel="Opening">
          Open the account
        </SubmitButton>
      </form>
    </AccountFrame>
  )
}
